import { expect, test } from 'vitest';
import { keepPlaces } from './keep-places.ts';

test.each([
  ['nothing hidden', 'cba', 'abc', '', 'cba'],
  ['behind its predecessor, wherever that went', 'cab', 'aXbc', 'X', 'caXb'],
  ['at the beginning', 'ba', 'Xab', 'X', 'Xba'],
  ['behind the next one before it that is left', 'ac', 'abXc', 'X', 'aXc'],
  ['two in a row stay in their order', 'ba', 'aXYb', 'XY', 'baXY'],
  ['all hidden', '', 'XY', 'XY', 'XY'],
  ['listed by somebody who still saw it', 'Xab', 'abX', 'X', 'Xab'],
  ['new ones in between', 'anXb', 'aXb', '', 'anXb'],
])('%s', (_, wanted, before, hidden, order) => {
  const kept = keepPlaces([...wanted], { before: [...before], hidden: new Set(hidden) });
  expect(kept.join('')).toBe(order);
});
