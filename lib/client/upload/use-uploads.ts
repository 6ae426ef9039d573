// The uploads of this tab, as React sees them.
import { useSyncExternalStore } from 'react';
import { uploadEngine } from './browser-engine.ts';
import type { Upload } from './upload.ts';

const none: readonly Upload[] = [];

export function useUploads(): readonly Upload[] {
  return useSyncExternalStore(uploadEngine.subscribe, uploadEngine.snapshot, () => none);
}

/** The file last dropped on a place of a form, unless it was cancelled or the form has saved it. */
export function useSlotUpload(slot: string): Upload | undefined {
  return useUploads().findLast(
    (upload) => upload.slot === slot && upload.state.name !== 'cancelled',
  );
}
