import { expect, test } from 'vitest';
import { withAmong } from './order-among.ts';

test.each([
  ['behind the one before it', 'a b', 'x', 'a x b', 'a x b'],
  ['behind the nearest that is there', 'a d', 'x', 'a b c x d', 'a x d'],
  ['ahead of the next when none is before it', 'b c', 'x', 'a x b c', 'x b c'],
  ['where its neighbour went', 'c b a', 'x', 'a x b c', 'c b a x'],
  ['at the end of what the order does not know', 'p q', 'x', 'a x b', 'p q x'],
  ['at the end when the order does not know it', 'a b', 'x', 'a b', 'a b x'],
  ['nowhere else when it is there', 'x a', 'x', 'a x', 'x a'],
])('goes %s', (_, ids, id, order, after) => {
  expect(withAmong(ids.split(' '), id, order.split(' ')).join(' ')).toBe(after);
});
