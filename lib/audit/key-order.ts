// The order in which a store lists its keys, and walking along streams that keep to it.
import 'server-only';

// Below the surrogates, JavaScript's order of strings is that of their bytes.
const mayDiffer = /[\ud800-\uffff]/;

/** By their UTF-8 bytes, which is not how JavaScript compares all strings. */
export function compareKeys(one: string, other: string): number {
  if (one === other) return 0;
  if (!mayDiffer.test(one) && !mayDiffer.test(other)) return one < other ? -1 : 1;
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

type Keyed = { key: string };

/**
 * Stands at one item of a stream. `advance` answers a promise only where a page has to be waited for:
 * a promise for each of a million items would be most of what the walk takes.
 */
export type Cursor<Item> = {
  /** Undefined before the first advance, and after the last item. */
  readonly head: Item | undefined;
  advance(): Promise<void> | undefined;
};

/** Throws at the first item whose key comes before that of the one in front of it. */
export function cursorOver<Item extends Keyed>(
  pages: AsyncIterable<Item[]>,
  whose: string,
): Cursor<Item> {
  const source = pages[Symbol.asyncIterator]();
  let page: Item[] = [];
  let at = -1;
  let head: Item | undefined;
  const stand = () => {
    const next = page[at];
    if (head && next && compareKeys(head.key, next.key) > 0) {
      throw new Error(`${whose} are not in the order of their keys: "${next.key}" is late.`);
    }
    head = next;
  };
  const load = async () => {
    do {
      const { done, value } = await source.next();
      page = done ? [] : value;
      at = 0;
      if (done) break;
    } while (page.length === 0);
    stand();
  };
  return {
    get head() {
      return head;
    },
    advance() {
      at += 1;
      if (at >= page.length) return load();
      stand();
      return undefined;
    },
  };
}

/** All items of several cursors, in key order. */
export function merged<Item extends Keyed>(cursors: Cursor<Item>[]): Cursor<Item> {
  let first: Cursor<Item> | undefined;
  const choose = () => {
    first = undefined;
    for (const cursor of cursors) {
      if (!cursor.head) continue;
      if (!first?.head || compareKeys(cursor.head.key, first.head.key) < 0) first = cursor;
    }
  };
  let isBegun = false;
  const begin = async () => {
    isBegun = true;
    await Promise.all(cursors.map((cursor) => cursor.advance()));
    choose();
  };
  return {
    get head() {
      return first?.head;
    },
    advance() {
      if (!isBegun) return begin();
      const wait = first?.advance();
      if (wait) return wait.then(choose);
      choose();
      return undefined;
    },
  };
}

/**
 * Calls `visit` with what two cursors say of each key, in order: one of them, or both. Waits only for
 * what answers a promise.
 */
export async function walkBeside<Left extends Keyed, Right extends Keyed>(
  left: Cursor<Left>,
  right: Cursor<Right>,
  visit: (one: Left | undefined, other: Right | undefined) => Promise<void> | undefined,
): Promise<void> {
  await Promise.all([left.advance(), right.advance()]);
  for (let one = left.head, other = right.head; one || other; one = left.head, other = right.head) {
    const order = !one ? 1 : !other ? -1 : compareKeys(one.key, other.key);
    const seen = visit(order <= 0 ? one : undefined, order >= 0 ? other : undefined);
    if (seen) await seen;
    const waits = [order <= 0 && left.advance(), order >= 0 && right.advance()];
    if (waits[0] || waits[1]) await Promise.all(waits);
  }
}

/** The items of a stream, so many at a time. */
export async function* inPages<Item>(
  items: AsyncIterable<Item>,
  size: number,
): AsyncGenerator<Item[]> {
  let page: Item[] = [];
  for await (const item of items) {
    page.push(item);
    if (page.length < size) continue;
    yield page;
    page = [];
  }
  yield page;
}
