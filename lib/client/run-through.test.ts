import { expect, test } from 'vitest';
import { AppError } from '#lib/shared/errors.ts';
import { NetworkError } from './network-error.ts';
import { actOnEach, findAll, type RunControl, type RunProgress } from './run-through.ts';

const many = (count: number, from = 0) =>
  Array.from({ length: count }, (_, at) => ({ id: String(at + from) }));

function follow() {
  const stopper = new AbortController();
  const told: RunProgress[] = [];
  const waitedMs: number[] = [];
  const control: RunControl = {
    signal: stopper.signal,
    onProgress: (progress) => told.push(progress),
    pause: async (milliseconds) => void waitedMs.push(milliseconds),
  };
  return { control, stopper, told, waitedMs };
}

const allDone = async (ids: string[]) => ids.map((id) => ({ id }));
const toDelete = (act: (ids: string[]) => Promise<{ id: string; error?: unknown }[]>) => ({
  act,
  isDoneWhenGone: true,
});

test('everything is found before anything is done, and what moved meanwhile is found once', async () => {
  const pages = [
    { count: 5, next: 'http://x/?cursor=b', results: many(2) },
    // One came in before, so that the last of the page before is the first of this one.
    { count: 6, next: 'http://x/?cursor=c', results: many(2, 1) },
    { count: 6, next: null, results: many(2, 3) },
  ];
  const asked: (string | null)[] = [];
  const { control, told } = follow();
  const found = await findAll(async (cursor) => {
    asked.push(cursor);
    return pages[asked.length - 1] ?? { count: 0, next: null, results: [] };
  }, control);
  expect(found.map(({ id }) => id)).toEqual(['0', '1', '2', '3', '4']);
  expect(asked).toEqual([null, 'b', 'c']);
  expect(told.at(-1)).toEqual({ phase: 'finding', done: 5, total: 6 });
});

test('it goes through all of them in lots, and says how far it is', async () => {
  const lots: number[] = [];
  const { control, told } = follow();
  const ending = await actOnEach(
    many(120),
    toDelete((ids) => {
      lots.push(ids.length);
      return allDone(ids);
    }),
    control,
  );
  expect(lots).toEqual([50, 50, 20]);
  expect(told.map(({ done }) => done)).toEqual([0, 50, 100, 120]);
  expect(ending).toMatchObject({ failed: [], leftCount: 0, error: null });
  expect(ending.done).toEqual(many(120));
});

test('one that cannot be done does not stop the others, and is named with its reason', async () => {
  const error = new AppError('conflict', 'In use.');
  const { control } = follow();
  const act = async (ids: string[]) =>
    ids.map((id) => (id === '7' || id === '60' ? { id, error } : { id }));
  const ending = await actOnEach(many(100), toDelete(act), control);
  expect(ending.failed).toEqual([
    { item: { id: '7' }, error },
    { item: { id: '60' }, error },
  ]);
  expect(ending.done).toHaveLength(98);
});

test('stopped, it finishes what is under way and leaves the rest alone', async () => {
  const { control, stopper } = follow();
  const act = async (ids: string[]) => {
    stopper.abort();
    return allDone(ids);
  };
  const ending = await actOnEach(many(200), toDelete(act), control);
  expect(ending.done).toHaveLength(50);
  expect(ending).toMatchObject({ leftCount: 150, error: null });
});

test('stopped while an answer is lost, it still finds out what was done', async () => {
  const { control, stopper } = follow();
  let tries = 0;
  const act = async (ids: string[]) => {
    tries += 1;
    stopper.abort();
    if (tries === 1) throw new NetworkError('lost');
    return allDone(ids);
  };
  const ending = await actOnEach(many(60), toDelete(act), control);
  expect(ending.done).toHaveLength(50);
  expect(ending).toMatchObject({ leftCount: 10, error: null });
});

test('stopped while it looks, it does not go on looking', async () => {
  const { control, stopper } = follow();
  const looking = findAll(async () => {
    stopper.abort();
    return { count: 9, next: 'http://x/?cursor=b', results: many(1) };
  }, control);
  await expect(looking).rejects.toThrow('aborted');
});

test('a lost answer is asked for again: what is gone by then was done', async () => {
  const { control, waitedMs } = follow();
  let tries = 0;
  const act = async (ids: string[]) => {
    tries += 1;
    if (tries === 1) throw new NetworkError('lost');
    return ids.map((id) => ({ id, error: new AppError('not_found', 'There is no such film.') }));
  };
  const ending = await actOnEach(many(3), toDelete(act), control);
  expect(waitedMs).toHaveLength(1);
  expect(ending).toMatchObject({ failed: [], leftCount: 0 });
  expect(ending.done).toHaveLength(3);
});

test('what was never there is trouble, and so is what cannot be published any more', async () => {
  const { control } = follow();
  const error = new AppError('not_found', 'There is no such film.');
  const gone = async (ids: string[]) => ids.map((id) => ({ id, error }));
  expect((await actOnEach(many(2), toDelete(gone), control)).failed).toHaveLength(2);

  let tries = 0;
  const act = async (ids: string[]) => {
    tries += 1;
    if (tries === 1) throw new NetworkError('lost');
    return gone(ids);
  };
  const ending = await actOnEach(many(2), { act, isDoneWhenGone: false }, control);
  expect(ending.failed).toHaveLength(2);
});

test('who asks for patience gets it', async () => {
  const { control, waitedMs } = follow();
  let tries = 0;
  const act = async (ids: string[]) => {
    tries += 1;
    if (tries < 3) throw new AppError('rate_limited', 'Later.', { retryAfterSeconds: 7 });
    return allDone(ids);
  };
  const ending = await actOnEach(many(1), toDelete(act), control);
  expect(ending.done).toHaveLength(1);
  expect(waitedMs.every((ms) => ms >= 7000)).toBe(true);
});

test('when nobody answers any more it ends, and says what was left and why', async () => {
  const { control } = follow();
  const act = async (ids: string[]) => {
    if (ids.includes('50')) throw new NetworkError('gone');
    return allDone(ids);
  };
  const ending = await actOnEach(many(120), toDelete(act), control);
  expect(ending.done).toHaveLength(50);
  expect(ending.leftCount).toBe(70);
  expect(ending.error).toBeInstanceOf(NetworkError);
});
