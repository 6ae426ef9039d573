import { expect, test } from 'vitest';
import { coalesced } from './coalesce.ts';

test('calls of one moment travel together; those made meanwhile follow as one', async () => {
  const rounds: number[][] = [];
  const double = coalesced(async (inputs: number[]) => {
    rounds.push(inputs);
    await Promise.resolve();
    return inputs.map((input) => ({ value: input * 2 }));
  }, 3);
  expect(await Promise.all([1, 2, 3, 4, 5].map(double))).toEqual([2, 4, 6, 8, 10]);
  expect(rounds).toEqual([
    [1, 2, 3],
    [4, 5],
  ]);
  expect(await double(6)).toBe(12);
});

test('one that fails does not fail the others; a request that fails, fails all of its round', async () => {
  const parity = coalesced(async (inputs: number[]) => {
    if (inputs.includes(0)) throw new Error('no answer');
    return inputs.map((input) => (input % 2 ? { error: new Error('odd') } : { value: 'even' }));
  }, 10);
  const results = await Promise.allSettled([1, 2].map(parity));
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  await expect(Promise.all([parity(0)])).rejects.toThrow('no answer');
  await expect(parity(2)).resolves.toBe('even');
});

test('a result that is missing is an error, not a wait without end', async () => {
  const lossy = coalesced<number, number>(async () => [], 10);
  await expect(lossy(1)).rejects.toThrow('missing');
});
