import { expect, test } from 'vitest';
import { fieldRows, limitsText, typeText } from './type-text.ts';

test.each([
  [{ $ref: '#/components/schemas/Media' }, 'Media'],
  [{ type: 'array', items: { $ref: '#/components/schemas/Media' } }, 'Media[]'],
  [{ anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }] }, 'string | null'],
  [{ type: ['string', 'null'] }, 'string | null'],
  [{ type: 'array', items: { enum: ['a', 'b'] } }, '("a" | "b")[]'],
  [{ type: 'object', properties: { x: { type: 'number' } } }, '{ x: number }'],
  [{ type: 'object', additionalProperties: { type: 'string' } }, '{ [name]: string }'],
  [{ type: 'object', additionalProperties: {} }, '{ [name]: any }'],
  [{}, 'any'],
])('%j is %s', (schema, text) => {
  expect(typeText(schema)).toBe(text);
});

test('limits are said, also of what may be null', () => {
  const title = { anyOf: [{ type: 'string', minLength: 1, maxLength: 200 }, { type: 'null' }] };
  expect(limitsText({ ...title, default: null })).toBe('≤ 200 characters, default null');
});

test('the fields of either shape are named once', () => {
  const one = { properties: { id: { type: 'string' }, url: { type: 'string' } }, required: ['id'] };
  const other = { properties: { id: { type: 'string' } }, required: ['id'] };
  expect(fieldRows({ oneOf: [one, other] }).map(({ name }) => name)).toEqual(['id', 'url']);
  expect(fieldRows(one).map(({ isRequired }) => isRequired)).toEqual([true, false]);
});
