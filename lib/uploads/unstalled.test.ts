import { expect, test } from 'vitest';
import { unstalled } from './unstalled.ts';

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

test('passes on what comes, and what goes wrong', async () => {
  async function* source(isWhole: boolean) {
    yield 1;
    yield 2;
    if (!isWhole) throw new Error('broke off');
  }
  expect(await collect(unstalled(source(true), 1000))).toEqual([1, 2]);
  await expect(collect(unstalled(source(false), 1000))).rejects.toThrow('broke off');
});

test('waits for nobody who is silent', async () => {
  async function* silent() {
    yield 1;
    await new Promise(() => undefined);
  }
  const seen: number[] = [];
  const all = (async () => {
    for await (const item of unstalled(silent(), 20)) seen.push(item);
  })();
  await expect(all).rejects.toMatchObject({ code: 'upload_incomplete' });
  expect(seen).toEqual([1]);
});
