import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LaneControl } from './lane-control.ts';
import { type Lane, LanePool } from './lane-pool.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const forever = new AbortController().signal;

function newPool() {
  let now = 0;
  const pool = new LanePool(new LaneControl(), () => now);
  const entered: { owner: string; lane: Lane }[] = [];
  const enter = (owner: string, order: number, signal = forever) =>
    pool.enter(owner, order, signal).then((lane) => entered.push({ owner, lane }));
  return { pool, entered, enter, pass: (milliseconds: number) => (now += milliseconds) };
}

test('four enter at once; whose first bytes leave lets one more in', async () => {
  const { entered, enter } = newPool();
  for (let piece = 0; piece < 12; piece += 1) void enter('film', 1);
  await Promise.resolve();
  expect(entered).toHaveLength(4);
  entered[0]?.lane.sent(1);
  entered[0]?.lane.sent(2);
  await Promise.resolve();
  expect(entered).toHaveLength(5);
  entered[0]?.lane.leave('done');
  await Promise.resolve();
  expect(entered).toHaveLength(6);
});

test('a small file does not wait for all of the large one before it', async () => {
  const { entered, enter } = newPool();
  for (let piece = 0; piece < 12; piece += 1) void enter('film', 1);
  void enter('poster', 2);
  await Promise.resolve();
  entered[0]?.lane.leave('done');
  await Promise.resolve();
  expect(entered.at(-1)?.owner).toBe('poster');
});

test('of two with as many lanes the older goes first', async () => {
  const { entered, enter } = newPool();
  for (const owner of ['a', 'b', 'c', 'd']) void enter(owner, 0);
  void enter('younger', 9);
  void enter('older', 5);
  await Promise.resolve();
  entered[0]?.lane.leave('done');
  await Promise.resolve();
  expect(entered.at(-1)?.owner).toBe('older');
});

test('who gives up waiting takes no lane', async () => {
  const { entered, enter } = newPool();
  for (let piece = 0; piece < 4; piece += 1) void enter('film', 1);
  const stop = new AbortController();
  const left = enter('other', 2, stop.signal);
  void enter('third', 3);
  stop.abort(new Error('enough'));
  await expect(left).rejects.toThrow('enough');
  entered[0]?.lane.leave('done');
  await Promise.resolve();
  expect(entered.at(-1)?.owner).toBe('third');
});

test('a failed piece halves the lanes: nobody enters before enough have left', async () => {
  const { entered, enter } = newPool();
  for (let piece = 0; piece < 8; piece += 1) void enter('film', 1);
  await Promise.resolve();
  entered[0]?.lane.leave('failed');
  entered[1]?.lane.leave('done');
  await Promise.resolve();
  expect(entered).toHaveLength(4);
  entered[2]?.lane.leave('done');
  await Promise.resolve();
  expect(entered).toHaveLength(5);
});

test('leaving twice gives one lane back', async () => {
  const { entered, enter } = newPool();
  for (let piece = 0; piece < 8; piece += 1) void enter('film', 1);
  await Promise.resolve();
  entered[0]?.lane.leave('done');
  entered[0]?.lane.leave('done');
  await Promise.resolve();
  expect(entered).toHaveLength(5);
});

test('the goodput counts every byte once, also of a piece that reports less than before', async () => {
  const { pool, entered, enter, pass } = newPool();
  void enter('film', 1);
  await Promise.resolve();
  expect(pool.bytesPerSecond).toBeNull();
  entered[0]?.lane.sent(100);
  entered[0]?.lane.sent(50);
  pass(500);
  entered[0]?.lane.sent(300);
  expect(pool.bytesPerSecond).toBe(600);
});

test('one host has six lanes, two have eight', async () => {
  const { pool, entered, enter } = newPool();
  pool.saw(['https://a.test/1', 'https://a.test/2']);
  for (let piece = 0; piece < 20; piece += 1) void enter('film', 1);
  for (let lane = 0; lane < 6; lane += 1) {
    await Promise.resolve();
    entered[lane]?.lane.sent(1);
  }
  await Promise.resolve();
  expect(entered).toHaveLength(6);
  pool.saw(['https://b.test/1']);
  entered[0]?.lane.leave('done');
  await Promise.resolve();
  entered[6]?.lane.sent(1);
  await Promise.resolve();
  expect(entered.length).toBeGreaterThanOrEqual(7);
});

test('lanes that went quiet do not keep others waiting, but there are never more than eight', async () => {
  const { entered, enter, pass } = newPool();
  for (let piece = 0; piece < 20; piece += 1) void enter('film', 1);
  await Promise.resolve();
  pass(4_000);
  entered[0]?.lane.sent(1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(entered).toHaveLength(5);
  pass(2_000);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(entered).toHaveLength(8);
  pass(60_000);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(entered).toHaveLength(8);
});

test('who waits for the speed hears of it once there was enough to tell', async () => {
  const pool = new LanePool(new LaneControl(), Date.now);
  const heard = vi.fn();
  void pool.untilMeasured().then(heard);
  const lane = await pool.enter('a', 1, new AbortController().signal);
  lane.sent(1_000);
  await vi.advanceTimersByTimeAsync(400);
  lane.sent(2_000);
  await vi.advanceTimersByTimeAsync(0);
  expect(heard).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(100);
  lane.sent(3_000);
  await vi.advanceTimersByTimeAsync(0);
  expect(heard).toHaveBeenCalled();
  await pool.untilMeasured();
});
