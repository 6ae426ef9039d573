// The uploads of files that were deleted: nothing is left to follow.
import { uploadQueue } from '#lib/client/upload/browser-engine.ts';

export function forgetUploads(mediaIds: ReadonlySet<string>): void {
  for (const { id, mediaId } of uploadQueue.snapshot()) {
    if (mediaId && mediaIds.has(mediaId)) uploadQueue.dismiss(id);
  }
}
