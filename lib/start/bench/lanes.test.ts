import { expect, test } from 'vitest';
import { forEachInLanes } from './lanes.ts';

test('every item once, so many at a time', async () => {
  const done: number[] = [];
  let underWay = 0;
  let most = 0;
  await forEachInLanes([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise((resolve) => setImmediate(resolve));
    underWay -= 1;
    done.push(item);
  });
  expect(done.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(most).toBe(3);
});

test('the first failure is told', async () => {
  const fail = () => Promise.reject(new Error('no'));
  await expect(forEachInLanes([1, 2], 2, fail)).rejects.toThrow('no');
});
