// What taking files off a list throws away, and what can be had back.
import { losesBytes } from '#components/upload/upload-acts.ts';
import { isStored, type Upload } from '#lib/client/upload/upload.ts';
import type { Place } from './tile-order.ts';

type Removable = Place & {
  upload: Upload | undefined;
  /** Whether it was stored for the draft before the page was opened. */
  isBroughtIn: boolean;
};

/**
 * Whether a file exists for this form alone: it was brought in since the last save, and goes with its
 * tile. What was saved before, or is in the library anyway, only leaves the list.
 */
export function isFresh({ upload, isBroughtIn }: Removable): boolean {
  return upload ? !upload.isShared : isBroughtIn;
}

/** Whether something would have to be sent again. */
export function isLoss(tile: Removable): boolean {
  return isFresh(tile) && (isThere(tile) || (tile.upload !== undefined && losesBytes(tile.upload)));
}

/** The media that has to be deleted with its tile, if it has one. */
export function mediaToDelete(tile: Removable): string | null {
  return isFresh(tile) && isThere(tile) ? (tile.upload ?? tile).mediaId : null;
}

function isThere({ upload }: Removable): boolean {
  return upload === undefined || isStored(upload);
}
