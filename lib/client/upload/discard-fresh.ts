// Takes away a file that was brought in since the last save.
import { deleteMedia } from '../media-requests.ts';
import { uploadQueue } from './browser-engine.ts';
import { isStored, type Upload } from './upload.ts';

/** From the list and from the server. A file that was there before may be used elsewhere, and stays. */
export function discardFresh(upload: Upload): void {
  uploadQueue.dismiss(upload.id);
  const { mediaId, isShared } = upload;
  if (mediaId && isStored(upload) && !isShared) deleteFresh(mediaId);
}

/** From the server alone: one that no upload in the list tells of. */
export function deleteFresh(mediaId: string): void {
  // What this does not reach, the sweep of unattached files does.
  deleteMedia(mediaId).catch(() => undefined);
}
