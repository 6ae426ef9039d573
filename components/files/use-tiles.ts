'use client';
// The files of one place of a form as tiles, kept up to date with the form and with the uploads.
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { useBroughtIn } from '#lib/client/brought-in.ts';
import { uploadQueue } from '#lib/client/upload/browser-engine.ts';
import type { Upload } from '#lib/client/upload/upload.ts';
import { useSlotUploads } from '#lib/client/upload/use-uploads.ts';
import { keepOrder, orderAt, subscribeToOrders } from './kept-orders.ts';
import {
  broughtUpToDate,
  emptyOrder,
  isSame,
  mediaIdsOf,
  mediaInOrder,
  type Place,
  uploadOf,
  uploadsWithoutPlace,
} from './tile-order.ts';

/** `upload` is there until the form that took the file over is saved. */
export type Tile = Place & {
  upload: Upload | undefined;
  /** Whether it was stored for the draft before the page was opened: no upload tells of it. */
  isBroughtIn: boolean;
};

type Tiles = {
  tiles: readonly Tile[];
  places: readonly Place[];
  uploads: readonly Upload[];
  /** `gone` are uploads that were taken off the list with it. */
  rearrange: (places: readonly Place[], gone?: readonly string[]) => void;
};

export function useTiles(
  slot: string,
  value: readonly string[],
  onChange: (mediaIds: string[]) => void,
): Tiles {
  const uploads = useSlotUploads(slot);
  const kept = useSyncExternalStore(
    subscribeToOrders,
    () => orderAt(slot),
    () => emptyOrder,
  );
  const order = useMemo(() => broughtUpToDate(kept, value, uploads), [kept, value, uploads]);
  const { places } = order;
  const broughtIn = useBroughtIn();
  const tiles = useMemo(
    () =>
      places.map((place) => ({
        ...place,
        upload: uploadOf(place, uploads),
        isBroughtIn: broughtIn.has(place.mediaId ?? ''),
      })),
    [places, uploads, broughtIn],
  );

  const tell = useRef(onChange);
  useEffect(() => {
    tell.current = onChange;
  });
  useEffect(() => {
    keepOrder(slot, order);
    const mediaIds = mediaIdsOf(order.places);
    if (!isSame(mediaIds, order.value)) tell.current(mediaIds);
  }, [slot, order]);
  useEffect(() => {
    // Taking an existing file instead of sending it again, when that is in the list already.
    for (const { id, isShared } of uploadsWithoutPlace(places, uploads)) {
      if (isShared) uploadQueue.dismiss(id);
    }
  }, [places, uploads]);

  return {
    tiles,
    places,
    uploads,
    rearrange(next, gone = []) {
      const remembered = mediaInOrder(next, order, uploads);
      keepOrder(slot, {
        places: next,
        value: order.value,
        gone: [...order.gone, ...gone],
        remembered,
      });
      onChange(mediaIdsOf(next));
    },
  };
}
