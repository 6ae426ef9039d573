import { expect, test } from 'vitest';
import { besideEachOther, compareKeys, inKeyOrder, mergeByKey } from './key-order.ts';

async function* streamOf(...keys: string[]) {
  for (const key of keys) yield { key };
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

test('keys are in the order of their bytes', () => {
  const keys = ['', '!', 'A', 'Z', '_', 'a', 'a-b', 'a/b', 'a0', 'z', 'é', '～', '😀'];
  expect(keys.toReversed().sort(compareKeys)).toEqual(keys);
  expect(compareKeys('a', 'a')).toBe(0);
});

test('streams become one, which keeps what two of them have', async () => {
  const merged = mergeByKey([streamOf('b', 'd'), streamOf(), streamOf('a', 'b', 'e')]);
  expect((await all(merged)).map(({ key }) => key)).toEqual(['a', 'b', 'b', 'd', 'e']);
});

test('two streams are put beside each other', async () => {
  const pairs = await all(besideEachOther(streamOf('a', 'c', 'd'), streamOf('b', 'c')));
  expect(pairs.map(({ left, right }) => [left?.key, right?.key])).toEqual([
    ['a', undefined],
    [undefined, 'b'],
    ['c', 'c'],
    ['d', undefined],
  ]);
});

test('a stream that leaves the order is not believed', async () => {
  await expect(all(inKeyOrder(streamOf('b', 'a'), 'Objects'))).rejects.toThrow(
    'Objects are not in the order of their keys: "a" after "b".',
  );
});
