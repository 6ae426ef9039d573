// What taking files off a list throws away, and what can be had back.
import { losesBytes } from '#components/upload/upload-acts.ts';
import { isStored, type Upload } from '#lib/client/upload/upload.ts';
import type { Place } from './tile-order.ts';

type Removable = Place & { upload: Upload | undefined };

/**
 * Whether a file exists for this form alone: it was brought in since the last save, and goes with its
 * tile. What was saved before, or is in the library anyway, only leaves the list.
 */
export function isFresh({ upload }: Removable): boolean {
  return upload !== undefined && !upload.isShared;
}

/** Whether something would have to be sent again. */
export function isLoss(tile: Removable): boolean {
  const { upload } = tile;
  return upload !== undefined && isFresh(tile) && (isStored(upload) || losesBytes(upload));
}

/** The media that has to be deleted with its tile, if it has one. */
export function mediaToDelete(tile: Removable): string | null {
  return isFresh(tile) && tile.upload && isStored(tile.upload) ? tile.upload.mediaId : null;
}
