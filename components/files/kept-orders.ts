// Remembers the order of files at each place, so that moving around in the app does not lose it.
import { isSlotOf } from '#lib/client/form-place.ts';
import { uploadQueue } from '#lib/client/upload/browser-engine.ts';
import { uploadsAt } from '#lib/client/upload/slots.ts';
import type { FileOrders } from '#lib/shared/schemas/draft.ts';
import { broughtBack, emptyOrder, mediaIdsOf, mediaInOrder, type Order } from './tile-order.ts';

const orders = new Map<string, Order>();
const listeners = new Set<() => void>();

export function subscribeToOrders(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function orderAt(slot: string): Order {
  return orders.get(slot) ?? emptyOrder;
}

export function keepOrder(slot: string, order: Order): void {
  if (orderAt(slot) === order) return;
  orders.set(slot, order);
  for (const listener of listeners) listener();
}

/** The orders a draft has to remember for the form at `place`: of places with files on their way. */
export function ordersOf(place: string): FileOrders {
  const uploads = uploadQueue.snapshot();
  const found: FileOrders = {};
  for (const [slot, order] of orders) {
    if (!isSlotOf(place, slot)) continue;
    const mediaIds = mediaInOrder(order.places, order, uploadsAt(slot, uploads));
    const stored = mediaIdsOf(order.places);
    if (mediaIds.length > stored.length) found[slot.slice(place.length + 1)] = [...mediaIds];
  }
  return found;
}

/** Takes up what `ordersOf` answered on an earlier visit, or on another device. */
export function bringBackOrders(place: string, remembered: FileOrders): void {
  const uploads = uploadQueue.snapshot();
  for (const [name, mediaIds] of Object.entries(remembered)) {
    const slot = `${place}:${name}`;
    keepOrder(slot, broughtBack(orderAt(slot), mediaIds, uploadsAt(slot, uploads)));
  }
}
