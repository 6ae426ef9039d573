import { expect, test } from 'vitest';
import { chosen, nothingChosen, type Selection, stretched, toggled } from './selection.ts';

const order = ['a', 'b', 'c', 'd', 'e', 'f'];
type Act = (before: Selection) => Selection;
const click =
  (id: string): Act =>
  (before) =>
    toggled(before, id);
const shift =
  (to: string, from = to): Act =>
  (before) =>
    stretched(before, order, { from, to });
const after = (...acts: Act[]) =>
  [...acts.reduce((before, act) => act(before), nothingChosen).ids].sort().join('');

test.each<[string, string, Act[]]>([
  ['two clicks on one are none', '', [click('b'), click('b')]],
  ['clicks add up', 'bd', [click('b'), click('d')]],
  ['Shift draws a stretch', 'bcd', [click('b'), shift('d')]],
  ['upwards as well', 'bcd', [click('d'), shift('b')]],
  ['drawn back it gets shorter', 'bc', [click('b'), shift('e'), shift('c')]],
  ['over its beginning it turns round', 'ab', [click('b'), shift('e'), shift('a')]],
  [
    'what was chosen before it stays',
    'adef',
    [click('a'), click('d'), shift('f'), shift('e'), shift('f')],
  ],
  [
    'a second stretch begins at the last click',
    'abef',
    [click('a'), shift('b'), click('e'), shift('f')],
  ],
  ['without a beginning it begins where one is', 'cd', [shift('d', 'c')]],
  [
    'a beginning that is gone counts as none',
    'cd',
    [click('gone'), click('gone'), shift('d', 'c')],
  ],
  ['after all of them one can be taken out', 'abcdf', [() => chosen(order), click('e')]],
])('%s', (_, expected, acts) => {
  expect(after(...acts)).toBe(expected);
});
