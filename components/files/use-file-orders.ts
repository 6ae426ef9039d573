'use client';
// The orders of the files of one form, for its draft to remember.
import { useMemo, useSyncExternalStore } from 'react';
import { uploadQueue } from '#lib/client/upload/browser-engine.ts';
import type { FileOrders } from '#lib/shared/schemas/draft.ts';
import { ordersOf, subscribeToOrders } from './kept-orders.ts';

/** Of places with files on their way; the same object until one of the orders changes. */
export function useFileOrders(place: string): FileOrders {
  const written = useSyncExternalStore(
    subscribe,
    () => JSON.stringify(ordersOf(place)),
    () => '{}',
  );
  return useMemo(() => JSON.parse(written), [written]);
}

/** An upload is known to the server a moment after it has its place. */
function subscribe(listener: () => void): () => void {
  const stops = [subscribeToOrders(listener), uploadQueue.subscribe(listener)];
  return () => {
    for (const stop of stops) stop();
  };
}
