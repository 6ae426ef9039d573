// The order in which a store lists its keys, and streams that keep to it.
import 'server-only';

/** By their UTF-8 bytes, which is not how JavaScript compares all strings. */
export function compareKeys(one: string, other: string): number {
  if (one === other) return 0;
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

type Keyed = { key: string };

/** The same items. Throws at the first whose key comes before that of the one in front of it. */
export async function* inKeyOrder<Item extends Keyed>(
  items: AsyncIterable<Item>,
  whose: string,
): AsyncGenerator<Item> {
  let last = '';
  for await (const item of items) {
    if (compareKeys(last, item.key) > 0) {
      throw new Error(
        `${whose} are not in the order of their keys: "${item.key}" after "${last}".`,
      );
    }
    last = item.key;
    yield item;
  }
}

/** All items of streams in key order, in key order; only one of each stream is held. */
export async function* mergeByKey<Item extends Keyed>(
  streams: AsyncIterable<Item>[],
): AsyncGenerator<Item> {
  const cursors = streams.map((stream) => stream[Symbol.asyncIterator]());
  const heads = await Promise.all(cursors.map((cursor) => cursor.next()));
  for (;;) {
    const first = earliest(heads);
    const head = heads[first];
    const cursor = cursors[first];
    if (!head || head.done || !cursor) return;
    yield head.value;
    heads[first] = await cursor.next();
  }
}

function earliest(heads: IteratorResult<Keyed>[]): number {
  let first = -1;
  for (const [index, head] of heads.entries()) {
    const best = heads[first];
    if (head.done) continue;
    if (!best || best.done || compareKeys(head.value.key, best.value.key) < 0) first = index;
  }
  return first;
}

/** What two streams in key order say of each key: one of them, or both. */
export async function* besideEachOther<Left extends Keyed, Right extends Keyed>(
  left: AsyncIterable<Left>,
  right: AsyncIterable<Right>,
): AsyncGenerator<{ left?: Left; right?: Right }> {
  const [lefts, rights] = [left[Symbol.asyncIterator](), right[Symbol.asyncIterator]()];
  let [one, other] = await Promise.all([lefts.next(), rights.next()]);
  while (!one.done || !other.done) {
    const order = one.done ? 1 : other.done ? -1 : compareKeys(one.value.key, other.value.key);
    if (order === 0) yield { left: one.value, right: other.value };
    else yield order < 0 ? { left: one.value } : { right: other.value };
    if (order <= 0) one = await lefts.next();
    if (order >= 0) other = await rights.next();
  }
}
