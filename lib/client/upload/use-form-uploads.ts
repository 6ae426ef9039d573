// The uploads of one form, as React sees them.
import { isSlotOf } from '../form-place.ts';
import { uploadQueue } from './browser-engine.ts';
import { isUnderWay } from './upload.ts';
import { useSomeUpload } from './use-uploads.ts';

/** Whether a file of that form is still on its way. */
export function useIsFormUploading(place: string): boolean {
  return useSomeUpload((upload) => isSlotOf(place, upload.slot) && isUnderWay(upload));
}

/** Says that the form was saved with its files: dropping there again starts afresh. */
export function releaseForm(place: string): void {
  const slots = uploadQueue.snapshot().flatMap(({ slot }) => slot ?? []);
  uploadQueue.release(slots.filter((slot) => isSlotOf(place, slot)));
}
