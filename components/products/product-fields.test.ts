import { expect, test } from 'vitest';
import { changedFields } from '#components/forms/changed-fields.ts';
import {
  type Product,
  type ProductFields,
  productInputSchema,
  productPatchSchema,
} from '#lib/shared/schemas/product.ts';
import {
  copyOf,
  emptyVariant,
  fieldsOf,
  isHeldTwice,
  patchOf,
  withFile,
} from './product-fields.ts';

const saved: Product = {
  ...{ id: 'p', owner: { id: 'o', name: 'O' }, version: 4, deletedAt: null },
  ...{ createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-01T00:00:00.000Z' },
  ...{ title: 'Shirt', sku: 'SH', price: null, currency: null, description: '' },
  ...{ imageIds: ['a', 'b'], images: [] },
  variants: [
    { id: 'v1', name: 'S', sku: 'SH-S', options: { Size: 'S' }, imageIds: ['a'], images: [] },
    { id: 'v2', name: 'M', sku: null, options: { Cut: 'slim' }, imageIds: [], images: [] },
  ],
};

test('an untouched new form lacks a title and a SKU, and nothing else', () => {
  const parsed = productInputSchema.safeParse(fieldsOf(undefined, 'EUR'));
  expect(parsed.error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([
    ['title', 'required'],
    ['sku', 'required'],
  ]);
});

test('all variants show the options any of them has; what stays empty is not saved', () => {
  const fields = fieldsOf(saved, 'EUR');
  expect(fields.variants?.map(({ options }) => options)).toEqual([
    { Size: 'S', Cut: '' },
    { Size: '', Cut: 'slim' },
  ]);
  const { variants } = productInputSchema.parse(fields);
  expect(variants.map(({ id, options }) => [id, options])).toEqual([
    ['v1', { Size: 'S' }],
    ['v2', { Cut: 'slim' }],
  ]);
});

test('a patch of the price says its currency, also when nobody touched it', () => {
  const before = fieldsOf(saved, 'EUR');
  const now: ProductFields = { ...before, price: 5 };
  const changed = changedFields(before, now);
  const patch = patchOf(productInputSchema.parse(now), changed, 4);
  expect(patch).toEqual({ price: 5, currency: 'EUR', version: 4 });
  expect(productPatchSchema.parse(patch)).toEqual(patch);
});

test('a new variant has the options of the others; a copy has all but identity and SKU', () => {
  const variants = fieldsOf(saved, 'EUR').variants ?? [];
  expect(emptyVariant(variants)).toMatchObject({ name: '', options: { Size: '', Cut: '' } });
  const [first] = variants;
  if (!first) throw new Error('no variant');
  const copy = copyOf(first, 'S (copy)');
  expect(copy).toMatchObject({ name: 'S (copy)', sku: null, options: { Size: 'S' } });
  expect(copy).toMatchObject({ imageIds: ['a'] });
  expect(copy).not.toHaveProperty('id');
  expect(copy.key).not.toBe(first.key);
});

test('a file that was stored unseen goes to its place, once', () => {
  const fields = fieldsOf(saved, 'EUR');
  expect(withFile(fields, 'images', 'c', []).imageIds).toEqual(['a', 'b', 'c']);
  expect(withFile(fields, 'images', 'c', ['c', 'b']).imageIds).toEqual(['a', 'c', 'b']);
  expect(withFile(fields, 'images', 'b', ['b', 'a']).imageIds).toEqual(['a', 'b']);
  const images = (name: string) =>
    withFile(fields, name, 'x', []).variants?.map(({ imageIds }) => imageIds);
  expect(images('variant:v2')).toEqual([['a'], ['x']]);
  expect(images('variant:gone')).toEqual([['a'], []]);
});

test('an image of the product and of a variant is held twice', () => {
  const fields = fieldsOf(saved, 'EUR');
  expect(['a', 'b', 'c'].map((id) => isHeldTwice(fields, id))).toEqual([true, false, false]);
});
