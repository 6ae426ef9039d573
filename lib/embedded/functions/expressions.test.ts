// Proves what expressions of functions mean.
import { expect, test } from 'vitest';
import { expressionProblem, keyOf, matches } from './expressions.ts';

function eventOf(data: Record<string, unknown>) {
  return { id: '1', name: 'e', ts: 0, user: {}, data };
}
const event = eventOf({ id: 'a', n: 3, flag: true, list: ['x'], film: { id: 'f' } });

test.each([
  ['event.data.id == "a"', true],
  ["event.data.id == 'b'", false],
  ['event.data.n == 3 && event.data.n > 2', true],
  ['event.data.film.id == async.data.filmId', true],
  ['event.data.missing == "a"', false],
  ['event.data.flag', true],
  ['event.data.id', false],
  ['"x" in event.data.list', true],
  ['has(event.data.missing)', false],
  ['((', false],
])('%s is %s', (expression, expected) => {
  expect(matches(expression, { event, async: eventOf({ filmId: 'f' }) })).toBe(expected);
});

test('no expression always matches', () => {
  expect(matches(undefined, { event })).toBe(true);
});

test('keys tell values apart and survive anything a value can be', () => {
  expect(keyOf(undefined, event)).toBe('');
  expect(keyOf('event.data.missing', event)).toBe('');
  expect(keyOf('event.data.film.id', event)).toBe('f');
  expect(keyOf('event.data.n', event)).toBe('3');
  expect(keyOf('event.data.film', event)).toBe('{"id":"f"}');
  const odd = [`${'long'.repeat(900)}1`, `${'long'.repeat(900)}2`, 'nul\u0000', 'é'];
  const keys = odd.map((text) => keyOf('event.data.text', eventOf({ text })));
  expect(new Set(keys).size).toBe(odd.length);
  for (const key of keys) expect(key).toMatch(/^sha256:[0-9a-f]{64}$/);
});

test('an expression that does not parse is explained', () => {
  expect(expressionProblem('event.data.id ==')).toMatch(/./);
  expect(expressionProblem('event.data.id == 1')).toBeUndefined();
});
