// What the product form holds, and how it turns into what is saved.
import { withAmong } from '#components/files/order-among.ts';
import { type Changed, patchOfChanged } from '#components/forms/changed-fields.ts';
import { newId } from '#lib/client/new-id.ts';
import type {
  Product,
  ProductFields,
  ProductInput,
  ProductPatch,
} from '#lib/shared/schemas/product.ts';
import { optionNamesOf, withNames } from './variant-options.ts';

export type VariantFields = NonNullable<ProductFields['variants']>[number];

/** The fields of a saved product, or of a new one; `currency` is the one of a first price. */
export function fieldsOf(product: Product | undefined, currency: string): ProductFields {
  const variants = product?.variants ?? [];
  const names = optionNamesOf(variants);
  return {
    title: product?.title ?? '',
    sku: product?.sku ?? '',
    price: product?.price ?? null,
    currency: product?.currency ?? currency,
    description: product?.description ?? '',
    imageIds: product?.imageIds ?? [],
    variants: variants.map(({ images, options, ...variant }) => ({
      ...variant,
      key: variant.id,
      options: withNames(options, names),
    })),
  };
}

/** A new price is in the currency that stood beside it, whether or not that one was touched. */
export function patchOf(
  input: ProductInput,
  changed: Changed<ProductFields>,
  version: number,
): ProductPatch {
  const together = changed.price ? { ...changed, currency: true as const } : changed;
  return patchOfChanged(input, together, version);
}

/** A variant nobody has written yet, with the options of its neighbours. */
export function emptyVariant(neighbours: readonly VariantFields[]): VariantFields {
  const options = withNames({}, optionNamesOf(neighbours));
  return { key: newId(), name: '', sku: null, options, imageIds: [] };
}

/** The same once more under another name. A SKU is one variant's alone. */
export function copyOf(variant: VariantFields, name: string): VariantFields {
  const { id, ...copied } = variant;
  return { ...copied, key: newId(), name, sku: null };
}

/** The slot of a product's own images, and of a variant's, without the place of the form. */
export const imagesSlot = 'images';
export function variantSlot({ key }: VariantFields): string {
  return `variant:${key}`;
}

/** Adds an image that was stored while nobody looked to the place it was brought to, where it stood. */
export function withFile(
  fields: ProductFields,
  name: string,
  mediaId: string,
  order: readonly string[],
): ProductFields {
  const add = (ids: string[] = []) => [...withAmong(ids, mediaId, order)];
  if (name === imagesSlot) return { ...fields, imageIds: add(fields.imageIds) };
  return {
    ...fields,
    variants: fields.variants?.map((variant) =>
      variantSlot(variant) === name ? { ...variant, imageIds: add(variant.imageIds) } : variant,
    ),
  };
}

/** Whether more than one place of the form holds an image: the product and a variant, or two of these. */
export function isHeldTwice({ imageIds = [], variants = [] }: ProductFields, mediaId: string) {
  const places = [imageIds, ...variants.map((variant) => variant.imageIds ?? [])];
  return places.filter((ids) => ids.includes(mediaId)).length > 1;
}
