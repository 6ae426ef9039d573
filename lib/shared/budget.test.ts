import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createBudget } from './budget.ts';

/** Work that ends when it is told to, and a record of what is under way. */
function stage(total: number) {
  const budget = createBudget(total);
  const underWay = new Set<string>();
  const ends = new Map<string, () => void>();
  return {
    underWay,
    begin: (name: string, amount: number, signal?: AbortSignal) =>
      budget.hold(
        amount,
        async () => {
          underWay.add(name);
          await new Promise<void>((resolve) => ends.set(name, resolve));
          underWay.delete(name);
          return name;
        },
        signal,
      ),
    async end(name: string) {
      ends.get(name)?.();
      await setImmediate();
    },
    async now() {
      await setImmediate();
      return [...underWay];
    },
  };
}

test('as many at once as fit, the others in turn', async () => {
  const { begin, end, now } = stage(100);
  const all = [begin('a', 40), begin('b', 60), begin('c', 50), begin('d', 50)];
  expect(await now()).toEqual(['a', 'b']);
  await end('a');
  expect(await now()).toEqual(['b']);
  await end('b');
  expect(await now()).toEqual(['c', 'd']);
  await end('c');
  await end('d');
  expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd']);
});

test('what is larger than the budget runs alone, and small ones do not overtake it', async () => {
  const { begin, end, now } = stage(100);
  void begin('small', 10);
  void begin('huge', 5000);
  void begin('later', 10);
  expect(await now()).toEqual(['small']);
  await end('small');
  expect(await now()).toEqual(['huge']);
  await end('huge');
  expect(await now()).toEqual(['later']);
});

test('what fails gives back what it held', async () => {
  const budget = createBudget(10);
  const broken = budget.hold(10, () => Promise.reject(new Error('broken')));
  await expect(broken).rejects.toThrow('broken');
  expect(await budget.hold(10, async () => 'done')).toBe('done');
});

test('who stops waiting leaves the queue, and the next one enters', async () => {
  const { begin, end, now } = stage(100);
  const leaving = new AbortController();
  void begin('first', 60);
  const left = begin('left', 100, leaving.signal);
  void begin('next', 40);
  expect(await now()).toEqual(['first']);
  leaving.abort(new Error('gone'));
  await expect(left).rejects.toThrow('gone');
  expect(await now()).toEqual(['first', 'next']);
  await expect(begin('late', 1, leaving.signal)).rejects.toThrow('gone');
  await end('first');
  expect(await now()).toEqual(['next']);
});
