// The uploads of this person's tabs, as React sees them.
import { useSyncExternalStore } from 'react';
import { uploadQueue } from './browser-engine.ts';
import { isActive, type Upload } from './upload.ts';

const none: readonly Upload[] = [];
const subscribe = (listener: () => void) => uploadQueue.subscribe(listener);

export function useUploads(): readonly Upload[] {
  return useSyncExternalStore(
    subscribe,
    () => uploadQueue.snapshot(),
    () => none,
  );
}

/** The file last dropped on a place of a form, unless it was cancelled or the form has saved it. */
export function useSlotUpload(slot: string): Upload | undefined {
  return useUploads().findLast(
    (upload) => upload.slot === slot && upload.state.name !== 'cancelled',
  );
}

/** Whether closing this tab would stop an upload: not while another tab is there to take over. */
export function useLeavingInterrupts(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => uploadQueue.snapshot().some(isActive) && !uploadQueue.hasOtherTabs(),
    () => false,
  );
}
