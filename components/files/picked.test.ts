import { expect, test } from 'vitest';
import { picked } from './picked.ts';

test.each([
  ['in the order they are pressed', 'c a b', { room: 9, isSole: false }, 'c a b'],
  ['a second press lets go', 'a b a', { room: 9, isSole: false }, 'b'],
  ['no more than there is room for', 'a b c', { room: 2, isSole: false }, 'a b'],
  ['one that was let go makes room', 'a b c a c', { room: 2, isSole: false }, 'b c'],
  ['nothing where there is no room', 'a', { room: 0, isSole: false }, ''],
  ['where one fits, the last', 'a b', { room: 0, isSole: true }, 'b'],
  ['where one fits, it can be let go too', 'a a', { room: 0, isSole: true }, ''],
])('%s', (_, presses, limits, expected) => {
  const all = presses
    .split(' ')
    .reduce<readonly { id: string }[]>((before, id) => picked(before, { id }, limits), []);
  expect(all.map(({ id }) => id).join(' ')).toBe(expected);
});
