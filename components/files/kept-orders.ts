// Remembers the order of files at each place, so that moving around in the app does not lose it.
import { emptyOrder, type Order } from './tile-order.ts';

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
