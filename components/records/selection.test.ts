import { expect, test } from 'vitest';
import { allToggled, nothing, type Selection, toggled } from './selection.ts';

const shown = ['a', 'b', 'c', 'd', 'e'];

/** What is selected after these presses; `+c` is one with shift. */
function pressed(...presses: string[]): string[] {
  const selection = presses.reduce<Selection>(
    (before, press) => toggled(before, press.at(-1) ?? '', shown, press.startsWith('+')),
    nothing,
  );
  return shown.filter((id) => selection.ids.has(id));
}

test.each([
  [['b'], ['b']],
  [['b', 'b'], []],
  [
    ['b', 'd'],
    ['b', 'd'],
  ],
  [
    ['b', '+d'],
    ['b', 'c', 'd'],
  ],
  [
    ['d', '+b'],
    ['b', 'c', 'd'],
  ],
  [
    ['b', '+d', '+e'],
    ['b', 'c', 'd', 'e'],
  ],
  [
    ['a', '+e', 'b', '+d'],
    ['a', 'e'],
  ],
  [['+c'], ['c']],
])('presses on %j select %j', (presses, selected) => {
  expect(pressed(...presses)).toEqual(selected);
});

test('a range does not begin at one that is not shown any more', () => {
  const before: Selection = { ids: new Set(['b']), anchor: 'gone' };
  expect([...toggled(before, 'd', shown, true).ids]).toEqual(['b', 'd']);
});

test('all are selected, and all are let go when they were', () => {
  const some = toggled(nothing, 'b', shown, false);
  const all = allToggled(some, shown);
  expect([...all.ids]).toEqual(shown);
  expect(allToggled(all, shown).ids.size).toBe(0);
});
