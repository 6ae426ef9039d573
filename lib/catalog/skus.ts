// Who has which SKU: products and variants share one pool.
import 'server-only';
import type { Transaction } from '../db/client.ts';
import { AppError } from '../shared/errors.ts';
import { skuKey } from '../shared/schemas/product.ts';

/** A SKU and the field it was written in. */
export type WantedSku = { path: string; sku: string };

/**
 * Makes these the SKUs of a product and its variants, all of them. Throws `conflict` naming every
 * field whose SKU belongs to another product; one in the trash keeps its own. A save that claims one
 * of them at the same instant is waited for.
 */
export async function claimSkus(
  tx: Transaction,
  productId: string,
  wanted: readonly WantedSku[],
): Promise<void> {
  // In one order for everybody: two saves that want the same ones do not wait for each other.
  const keys = wanted.map(({ sku }) => skuKey(sku)).sort();
  await tx.sku.deleteMany({ where: { productId } });
  const claimed = await tx.sku.createManyAndReturn({
    data: keys.map((key) => ({ key, productId })),
    skipDuplicates: true,
    select: { key: true },
  });
  const mine = new Set(claimed.map(({ key }) => key));
  const refused = wanted.filter(({ sku }) => !mine.has(skuKey(sku)));
  if (refused.length > 0) throw await conflictAbout(tx, refused);
}

async function conflictAbout(tx: Transaction, refused: readonly WantedSku[]): Promise<AppError> {
  const lying = await tx.sku.findMany({
    where: {
      key: { in: refused.map(({ sku }) => skuKey(sku)) },
      product: { deletedAt: { not: null } },
    },
    select: { key: true },
  });
  const inTrash = new Set(lying.map(({ key }) => key));
  const faults = refused.map(({ path, sku }) =>
    inTrash.has(skuKey(sku))
      ? { path, message: 'skuInTrash', sentence: `A product in the trash has the SKU “${sku}”.` }
      : { path, message: 'skuTaken', sentence: `Another product has the SKU “${sku}” already.` },
  );
  return new AppError('conflict', faults.map(({ sentence }) => sentence).join(' '), {
    fields: faults.map(({ path, message }) => ({ path, message })),
  });
}
