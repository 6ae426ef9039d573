// What belongs to a product beside its own fields: images, variants, their images, all SKUs.
import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Transaction } from '../db/client.ts';
import {
  imageIdsOf,
  type ProductRow,
  type WrittenVariant,
  writeProductImages,
  writeVariants,
} from '../db/products.ts';
import { AppError, type FieldError } from '../shared/errors.ts';
import { faultsBetween, type ProductInput, type ProductPatch } from '../shared/schemas/product.ts';
import { attachAll, releaseMedia } from './attach-media.ts';
import { claimSkus, type WantedSku } from './skus.ts';

type GivenVariant = ProductInput['variants'][number];

/** Whose images may be attached, and when. */
type Saving = { ownerIds: string[]; now: Date };

/**
 * Saves what a patch says of the parts of the product `before`. Part of the saving transaction, which
 * has locked the product's row. Throws `invalid_request` or `conflict` naming each field as it was
 * sent: `imageIds.1`, `variants.0.imageIds.2`, `variants.2.sku`.
 */
export async function saveParts(
  tx: Transaction,
  before: ProductRow,
  patch: ProductPatch,
  { ownerIds, now }: Saving,
): Promise<void> {
  refuseFaults(before, patch);
  const had = new Set([before, ...before.variants].flatMap(imageIdsOf));
  const added = imagesIn(patch).filter(({ mediaId }) => !had.has(mediaId));
  await attachAll(
    tx,
    added.map((image) => ({ ...image, type: 'image', ownerIds })),
  );
  if (patch.imageIds) await writeProductImages(tx, before.id, patch.imageIds);
  if (patch.variants) await writeVariants(tx, before.id, withIds(before, patch.variants));
  if (patch.sku || patch.variants) await claimSkus(tx, before.id, skusAfter(before, patch));
  // One that is still used, here or elsewhere, is not let go.
  await releaseMedia(tx, [...had], now);
}

/** Every image a patch names, with its field. */
function imagesIn({ imageIds = [], variants = [] }: ProductPatch) {
  const within = (path: string, ids: readonly string[]) =>
    ids.map((mediaId, index) => ({ field: `${path}.${index}`, mediaId }));
  return [
    ...within('imageIds', imageIds),
    ...variants.flatMap((variant, index) => within(`variants.${index}.imageIds`, variant.imageIds)),
  ];
}

/**
 * A variant keeps its id as long as it is there. What somebody else removed meanwhile, or what never
 * was this product's, becomes a new one.
 */
function withIds(before: ProductRow, variants: readonly GivenVariant[]): WrittenVariant[] {
  const known = new Set(before.variants.map(({ id }) => id));
  return variants.map(({ id, key: _, ...variant }) => ({
    ...variant,
    id: id !== undefined && known.has(id) ? id : randomUUID(),
  }));
}

function skusAfter(before: ProductRow, { sku, variants }: ProductPatch): WantedSku[] {
  const wanted = (variants ?? before.variants).flatMap((variant, index) =>
    variant.sku ? [{ path: `variants.${index}.sku`, sku: variant.sku }] : [],
  );
  return [{ path: 'sku', sku: sku ?? before.sku }, ...wanted];
}

/** A patch may be right by itself and wrong with what it leaves as it is. */
function refuseFaults(before: ProductRow, patch: ProductPatch): void {
  const fields = [
    ...faultsBetween({
      sku: patch.sku ?? before.sku,
      price: patch.price === undefined ? before.price?.toNumber() : patch.price,
      currency: patch.currency === undefined ? before.currency : patch.currency,
      variants: patch.variants ?? before.variants,
    }),
    ...namedTwice(patch.variants ?? []),
  ];
  if (fields.length > 0) {
    throw new AppError('invalid_request', 'Some fields are not valid.', { fields });
  }
}

function namedTwice(variants: readonly GivenVariant[]): FieldError[] {
  const seen = new Set<string>();
  return variants.flatMap(({ id }, index) => {
    if (id === undefined || !seen.has(id)) {
      if (id) seen.add(id);
      return [];
    }
    return [{ path: `variants.${index}.id`, message: 'Two variants have the same id.' }];
  });
}
