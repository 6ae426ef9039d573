import { expect, test } from 'vitest';
import {
  allSelected,
  nothingSelected,
  type SelectMode,
  selected,
  stillThere,
} from './tile-selection.ts';

const all = ['a', 'b', 'c', 'd', 'e'];

/** What is selected after clicks such as `c`, `+c` (toggle) and `>c` (range). */
function after(clicks: string): string {
  const modes: Record<string, SelectMode> = { '+': 'toggle', '>': 'range' };
  const selection = clicks.split(' ').reduce((before, click) => {
    return selected(before, click.at(-1) ?? '', modes[click.charAt(0)] ?? 'only', all);
  }, nothingSelected);
  return all.filter((key) => selection.keys.has(key)).join(' ');
}

test.each([
  ['a click selects one only', 'a c', 'c'],
  ['a second click lets go of it', 'a a', ''],
  ['a click on one of several selects it alone', '+a +b b', 'b'],
  ['Ctrl adds and takes away', '+a +c +e +c', 'a e'],
  ['Shift goes on from the last click', 'b >d', 'b c d'],
  ['Shift goes backwards too', 'd >b', 'b c d'],
  ['a second range starts where the first did', 'c >e >a', 'a b c'],
  ['without a click before, Shift begins at the first', '>c', 'a b c'],
  ['a range goes on from what Ctrl chose', 'a +d >e', 'd e'],
])('%s', (_, clicks, expected) => {
  expect(after(clicks)).toBe(expected);
});

test('a range begins at the first where its beginning is gone', () => {
  const selection = selected(selected(nothingSelected, 'x', 'only', all), 'b', 'range', all);
  expect([...selection.keys]).toEqual(['a', 'b']);
});

test('all of them, and what is left of them', () => {
  const selection = allSelected(all);
  expect([...selection.keys]).toEqual(all);
  expect(stillThere(selection, all)).toBe(selection);
  expect([...stillThere(selection, ['b', 'e']).keys]).toEqual(['b', 'e']);
});
