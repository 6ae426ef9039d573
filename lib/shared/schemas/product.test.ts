import { expect, test } from 'vitest';
import { productInputSchema, productPatchSchema } from './product.ts';

const faults = (input: object) =>
  productInputSchema
    .safeParse({ title: 'T', sku: 'S', ...input })
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

test.each([
  [{ price: 19.99, currency: 'EUR' }, undefined],
  [{ price: 0.0001, currency: 'EUR' }, undefined],
  [{ price: 9_999_999_999, currency: 'EUR' }, undefined],
  [{ price: 1.00001, currency: 'EUR' }, ['price: price']],
  [{ price: Number.NaN, currency: 'EUR' }, ['price: price']],
  [{ price: -1, currency: 'EUR' }, ['price: price']],
  [{ price: 1 }, ['currency: required']],
  [{ currency: 'EUR' }, undefined],
  [{ currency: 'euro' }, ['currency: currency']],
  [{ sku: 'a b' }, ['sku: sku']],
  [{ sku: ' A-1 ' }, undefined],
  [{ imageIds: ['a', 'a'] }, ['imageIds: twice']],
  [{ variants: [{ name: 'V', imageIds: ['a', 'a'] }] }, ['variants.0.imageIds: twice']],
  [{ variants: [{ name: 'V', sku: 's' }] }, ['variants.0.sku: skuTwice']],
  [
    { variants: [{ name: 'A', sku: 'x' }, { name: 'B' }, { name: 'C', sku: 'X ' }] },
    ['variants.2.sku: skuTwice'],
  ],
  [
    { title: '', price: 1, variants: [{ name: '', sku: 'S' }] },
    [
      'title: required',
      'variants.0.name: required',
      'currency: required',
      'variants.0.sku: skuTwice',
    ],
  ],
])('%o: %o', (input, expected) => {
  expect(faults(input)).toEqual(expected);
});

test('a patch compares what it holds, and keeps what it does not', () => {
  expect(productPatchSchema.parse({ price: 1 })).toEqual({ price: 1 });
  expect(productPatchSchema.safeParse({ price: 1, currency: null }).success).toBe(false);
  expect(productPatchSchema.safeParse({ variants: 'none', sku: 1 }).success).toBe(false);
});
