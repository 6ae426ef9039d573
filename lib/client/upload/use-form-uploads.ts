// The uploads of one form, as React sees them.
import { isSlotOf } from '../form-place.ts';
import { uploadQueue } from './browser-engine.ts';
import { isUnderWay, type Upload } from './upload.ts';
import { useSomeUpload, useUploads } from './use-uploads.ts';

/** Whether a file of that form is still on its way. */
export function useIsFormUploading(place: string): boolean {
  return useSomeUpload((upload) => isSlotOf(place, upload.slot) && isUnderWay(upload));
}

/** Whether files were brought in for that form since it was saved. */
export function useHasFormUploads(place: string): boolean {
  return useSomeUpload((upload) => isFresh(place, upload));
}

/** All of them, with every byte that is sent: for figures. */
export function useFormUploads(place: string): readonly Upload[] {
  return useUploads().filter((upload) => isFresh(place, upload));
}

/** The same at this moment. */
export function formUploads(place: string): readonly Upload[] {
  return uploadQueue.snapshot().filter((upload) => isFresh(place, upload));
}

/** Says that the form was saved with its files: dropping there again starts afresh. */
export function releaseForm(place: string): void {
  const slots = uploadQueue.snapshot().flatMap(({ slot }) => slot ?? []);
  uploadQueue.release(slots.filter((slot) => isSlotOf(place, slot)));
}

/** Takes its files off the list and stops those on their way; what is stored is the draft's. */
export function dismissForm(place: string): void {
  for (const { id } of formUploads(place)) uploadQueue.dismiss(id);
}

function isFresh(place: string, { slot, state }: Upload): boolean {
  return isSlotOf(place, slot) && state.name !== 'cancelled';
}
