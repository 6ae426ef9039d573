// The uploads of this person's tabs, as React sees them.
import { useState, useSyncExternalStore } from 'react';
import { uploadQueue } from './browser-engine.ts';
import { lastAt, steadyList, uploadsAt } from './slots.ts';
import { isActive, sentBytes, type Upload } from './upload.ts';

const none: readonly Upload[] = [];
const subscribe = (listener: () => void) => uploadQueue.subscribe(listener);

export function useUploads(): readonly Upload[] {
  return useSyncExternalStore(
    subscribe,
    () => uploadQueue.snapshot(),
    () => none,
  );
}

/**
 * One thing about the uploads. The page is drawn again only when the answer is another one, not with
 * every byte that was sent: `ask` is to answer something that compares by `===`.
 */
function useOfUploads<Answer>(
  ask: (uploads: readonly Upload[]) => Answer,
  onServer: NoInfer<Answer>,
): Answer {
  return useSyncExternalStore(
    subscribe,
    () => ask(uploadQueue.snapshot()),
    () => onServer,
  );
}

/** How many bytes of an upload have left the browser. */
export function useSentBytes(id: string): number {
  return useOfUploads((uploads) => {
    const upload = uploads.find((each) => each.id === id);
    return upload ? sentBytes(upload) : 0;
  }, 0);
}

/** The file last dropped on a place of a form, unless it was cancelled or the form has saved it. */
export function useSlotUpload(slot: string): Upload | undefined {
  return useOfUploads((uploads) => lastAt(slot, uploads), undefined);
}

/** Every file dropped on a place that holds many; the same list until one of them changes. */
export function useSlotUploads(slot: string): readonly Upload[] {
  const [steady] = useState(() => steadyList<Upload>());
  return useOfUploads((uploads) => steady(uploadsAt(slot, uploads)), none);
}

/** Whether any upload is as `is` says. */
export function useSomeUpload(is: (upload: Upload) => boolean): boolean {
  return useOfUploads((uploads) => uploads.some(is), false);
}

/** Whether closing this tab would stop an upload: not while another tab is there to take over. */
export function useLeavingInterrupts(): boolean {
  return useOfUploads((uploads) => uploads.some(isActive) && !uploadQueue.hasOtherTabs(), false);
}
