import { expect, test } from 'vitest';
import { compareKeys, cursorOver, inPages, merged, walkBeside } from './key-order.ts';

async function* pagesOf(...pages: string[][]) {
  for (const page of pages) yield page.map((key) => ({ key }));
}

const over = (...pages: string[][]) => cursorOver(pagesOf(...pages), 'Objects');

/** What a walk beside nothing sees. */
async function keysOf(cursor: ReturnType<typeof over>): Promise<string[]> {
  const keys: string[] = [];
  await walkBeside(cursor, over(), (one) => void (one && keys.push(one.key)));
  return keys;
}

test('keys are in the order of their bytes', () => {
  const keys = ['', '!', 'A', 'Z', '_', 'a', 'a-b', 'a/b', 'a0', 'z', 'é', '～', '😀'];
  expect(keys.toReversed().sort(compareKeys)).toEqual(keys);
  expect(compareKeys('a', 'a')).toBe(0);
});

test('a cursor goes through pages, also empty ones', async () => {
  expect(await keysOf(over([], ['a', 'b'], [], ['c']))).toEqual(['a', 'b', 'c']);
  expect(await keysOf(over())).toEqual([]);
});

test('cursors become one, which keeps what two of them have', async () => {
  const all = merged([over(['b'], ['d']), over(), over(['a', 'b', 'e'])]);
  expect(await keysOf(all)).toEqual(['a', 'b', 'b', 'd', 'e']);
});

test('two cursors are walked beside each other', async () => {
  const pairs: unknown[] = [];
  await walkBeside(over(['a', 'c'], ['d']), over(['b', 'c']), (one, other) => {
    pairs.push([one?.key, other?.key]);
    return undefined;
  });
  expect(pairs).toEqual([
    ['a', undefined],
    [undefined, 'b'],
    ['c', 'c'],
    ['d', undefined],
  ]);
});

test('a stream that leaves the order is not believed', async () => {
  for (const cursor of [over(['b', 'a']), over(['b'], ['a'])]) {
    await expect(keysOf(cursor)).rejects.toThrow('Objects are not in the order of their keys');
  }
});

test('items are gathered into pages', async () => {
  async function* items() {
    yield* ['a', 'b', 'c'];
  }
  const pages: string[][] = [];
  for await (const page of inPages(items(), 2)) pages.push(page);
  expect(pages).toEqual([['a', 'b'], ['c']]);
});
