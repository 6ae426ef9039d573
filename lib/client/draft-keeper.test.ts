import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AppError } from '#lib/shared/errors.ts';
import type { DraftInput } from '#lib/shared/schemas/draft.ts';
import { DraftKeeper, isTooMany } from './draft-keeper.ts';
import { NetworkError } from './network-error.ts';

type Put = { id: string; title: unknown; keepalive: boolean };
let puts: Put[];
/** What each request waits for; by default it is answered at once. */
let answer: () => Promise<void>;
let keeper: DraftKeeper;

const input = (title: string): DraftInput => ({
  ...{ noun: 'film', subjectId: null, subjectVersion: null },
  fields: { title },
  fileOrders: {},
});
const type = (title: string) => keeper.change(input(title));
const wait = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
const titles = () => puts.map(({ title }) => title);

beforeEach(() => {
  vi.useFakeTimers();
  puts = [];
  answer = () => Promise.resolve();
  keeper = new DraftKeeper('d1', {
    now: () => new Date(Date.now()),
    put: (id, { fields }, { keepalive }) => {
      puts.push({ id, title: fields.title, keepalive });
      return answer();
    },
  });
});
afterEach(() => {
  vi.useRealTimers();
});

test('what was typed is sent once it rests, and only the last of it', async () => {
  for (const title of ['H', 'Ha', 'Har']) {
    type(title);
    await wait(500);
  }
  expect([titles(), keeper.snapshot().name]).toEqual([[], 'changed']);
  await wait(300);
  expect([titles(), keeper.snapshot()]).toEqual([['Har'], { name: 'saved', at: expect.any(Date) }]);
});

test('who never rests is not left without a copy', async () => {
  for (let letters = 1; letters <= 20; letters += 1) {
    type('x'.repeat(letters));
    await wait(400);
  }
  expect(puts.length).toBe(1);
});

test('typing tells the page once, not with every letter', async () => {
  const told = vi.fn();
  keeper.subscribe(told);
  for (const title of ['H', 'Ha', 'Har']) type(title);
  expect(told).toHaveBeenCalledTimes(1);
});

test('one after the other: an older state never follows a newer one', async () => {
  const first = Promise.withResolvers<void>();
  answer = () => first.promise;
  type('old');
  await wait(800);
  answer = () => Promise.resolve();
  type('new');
  await wait(2_000);
  expect(titles()).toEqual(['old']);
  first.resolve();
  await wait(0);
  expect([titles(), keeper.snapshot().name]).toEqual([['old', 'new'], 'saved']);
});

test('flush sends at once and tells whether all is kept', async () => {
  type('A');
  expect(await keeper.flush()).toBe(true);
  expect(titles()).toEqual(['A']);
  expect(await keeper.flush()).toBe(true);
  expect(titles()).toEqual(['A']);
  answer = () => Promise.reject(new NetworkError('gone'));
  type('B');
  expect(await keeper.flush()).toBe(false);
});

test('what fails is tried again with more and more time between', async () => {
  answer = () => Promise.reject(new NetworkError('gone'));
  type('A');
  await wait(800);
  expect(keeper.snapshot().name).toBe('failed');
  await wait(2_000);
  await wait(4_000);
  expect(puts.length).toBe(3);
  answer = () => Promise.resolve();
  await wait(8_000);
  expect([puts.length, keeper.snapshot().name]).toEqual([4, 'saved']);
});

test('an ended login is waited for', async () => {
  answer = () => Promise.reject(new AppError('unauthenticated', 'Sign in first.'));
  type('A');
  await wait(60_000);
  expect(puts.length).toBe(1);
  answer = () => Promise.resolve();
  keeper.tryAgain();
  await wait(0);
  expect(keeper.snapshot().name).toBe('saved');
});

test('a draft that was saved elsewhere takes no more, and what is typed then is at risk', async () => {
  answer = () => Promise.reject(new AppError('conflict', 'Over.'));
  type('A');
  await wait(800);
  type('B');
  await wait(60_000);
  expect([puts.length, keeper.snapshot().name]).toEqual([1, 'over']);
  expect(keeper.isAtRisk()).toBe(true);
});

test('too many drafts is not the end of this one', async () => {
  const fields = [{ path: 'drafts', message: '' }];
  answer = () => Promise.reject(new AppError('conflict', 'Too many.', { fields }));
  type('A');
  await wait(800);
  expect(keeper.snapshot().name).toBe('failed');
});

test.each([
  ['nothing typed', '', false],
  ['something small, which is sent while leaving', 'A', false],
  ['more than browsers send for a page that is gone', 'x'.repeat(61_000), true],
])('leaving with %s', async (_, title, isAtRisk) => {
  if (title) type(title);
  expect(keeper.isAtRisk()).toBe(isAtRisk);
  keeper.leave();
  await wait(0);
  expect(puts.map(({ keepalive }) => keepalive)).toEqual(title ? [!isAtRisk] : []);
});

test('leaving does not wait for what is on its way', async () => {
  answer = () => new Promise(() => undefined);
  type('old');
  await wait(800);
  type('new');
  keeper.leave();
  expect(puts).toMatchObject([
    { title: 'old', keepalive: false },
    { title: 'new', keepalive: true },
  ]);
});

test('while the form is saved nothing is sent; a save that failed lets it go on', async () => {
  type('A');
  await keeper.hold();
  type('B');
  keeper.leave();
  await wait(10_000);
  expect(titles()).toEqual([]);
  keeper.letGo();
  await wait(800);
  expect(titles()).toEqual(['B']);
});

test('holding waits for what is on its way', async () => {
  const first = Promise.withResolvers<void>();
  answer = () => first.promise;
  type('A');
  await wait(800);
  const held = vi.fn();
  void keeper.hold().then(held);
  await wait(0);
  expect(held).not.toHaveBeenCalled();
  first.resolve();
  await wait(0);
  expect(held).toHaveBeenCalled();
});

test('another draft begins with nothing of the one before', async () => {
  type('A');
  keeper.open('d2', null);
  await wait(10_000);
  expect([titles(), keeper.snapshot().name]).toEqual([[], 'none']);
  type('B');
  await wait(800);
  expect(puts).toMatchObject([{ id: 'd2', title: 'B' }]);
});

test('too many drafts is not what any other conflict is', () => {
  const fields = [{ path: 'drafts', message: 'Save or discard some.' }];
  expect(isTooMany(new AppError('conflict', 'Too many.', { fields }))).toBe(true);
  expect(isTooMany(new AppError('conflict', 'It was saved.'))).toBe(false);
  expect(isTooMany(new TypeError('offline'))).toBe(false);
});
