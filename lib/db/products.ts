// Product rows as the rest of the house sees them.
import 'server-only';
import type { Media } from '../shared/schemas/media.ts';
import type { Product } from '../shared/schemas/product.ts';
import type { Transaction } from './client.ts';
import type { Prisma } from './generated/client.ts';
import { readMedia } from './read-media.ts';

/** Conditions on products, for the domain to compose. */
export type ProductWhere = Prisma.ProductWhereInput;

const imagesInOrder = {
  select: { mediaId: true },
  orderBy: { position: 'asc' },
} satisfies Prisma.ProductFileFindManyArgs & Prisma.VariantFileFindManyArgs;

/** Everything of a product but its images themselves: those are loaded once for all of its variants. */
export const productInclude = {
  owner: { select: { id: true, name: true } },
  files: imagesInOrder,
  variants: { orderBy: { position: 'asc' }, include: { files: imagesInOrder } },
} satisfies Prisma.ProductInclude;

export type ProductRow = Prisma.ProductGetPayload<{ include: typeof productInclude }>;

/** Rows with all their images, which one query fetches however many variants there are. */
export async function toProducts(db: Transaction, rows: readonly ProductRow[]): Promise<Product[]> {
  const media = await findMedia(
    db,
    rows.flatMap((row) => [row, ...row.variants].flatMap(imageIdsOf)),
  );
  return rows.map((row) => toProduct(row, (ids) => ids.flatMap((id) => media.get(id) ?? [])));
}

/** Rows for a list: each with the one image that stands for it. */
export async function toListedProducts(
  db: Transaction,
  rows: readonly ProductRow[],
): Promise<Product[]> {
  const primaryOf = (row: ProductRow) => imageIdsOf(row).slice(0, 1);
  const media = await findMedia(db, rows.flatMap(primaryOf));
  return rows.map((row) => ({
    ...toProduct(row, () => []),
    images: primaryOf(row).flatMap((id) => media.get(id) ?? []),
  }));
}

/** The images of a product or a variant, in order; the first is primary. */
export function imageIdsOf({ files }: { files: readonly { mediaId: string }[] }): string[] {
  return files.map(({ mediaId }) => mediaId);
}

async function findMedia(db: Transaction, ids: string[]): Promise<ReadonlyMap<string, Media>> {
  const media = await readMedia(db, [...new Set(ids)]);
  return new Map(media.map((each) => [each.id, each]));
}

function toProduct(row: ProductRow, imagesBehind: (ids: string[]) => Media[]): Product {
  const imagesOf = (each: Parameters<typeof imageIdsOf>[0]) => {
    const imageIds = imageIdsOf(each);
    return { imageIds, images: imagesBehind(imageIds) };
  };
  return {
    id: row.id,
    owner: row.owner,
    title: row.title,
    sku: row.sku,
    price: row.price?.toNumber() ?? null,
    currency: row.currency,
    description: row.description,
    ...imagesOf(row),
    variants: row.variants.map((variant) => ({
      id: variant.id,
      name: variant.name,
      sku: variant.sku,
      options: Object.fromEntries(variant.options as [string, string][]),
      ...imagesOf(variant),
    })),
    version: row.version,
    deletedAt: row.deletedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** Makes these the images of a product, in this order. */
export async function writeProductImages(
  tx: Transaction,
  productId: string,
  imageIds: readonly string[],
): Promise<void> {
  await tx.productFile.deleteMany({ where: { productId } });
  await tx.productFile.createMany({
    data: imageIds.map((mediaId, position) => ({ productId, mediaId, position })),
  });
}

export type WrittenVariant = {
  id: string;
  name: string;
  sku: string | null;
  options: Record<string, string>;
  imageIds: readonly string[];
};

/**
 * Makes these the variants of a product, in this order, in five statements however many they are.
 * An id that exists must be one of this product's.
 */
export async function writeVariants(
  tx: Transaction,
  productId: string,
  variants: readonly WrittenVariant[],
): Promise<void> {
  await tx.variant.deleteMany({
    where: { productId, id: { notIn: variants.map(({ id }) => id) } },
  });
  await tx.variantFile.deleteMany({ where: { variant: { productId } } });
  const rows = variants.map(({ id, name, sku, options }, position) => ({
    ...{ id, name, sku, position },
    options: Object.entries(options),
  }));
  await tx.$executeRaw`
    insert into variants (id, product_id, name, sku, options, position)
    select id, ${productId}, name, sku, options, position
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as given (id text, name text, sku text, options jsonb, position int)
        on conflict (id) do update
       set name = excluded.name, sku = excluded.sku, options = excluded.options,
           position = excluded.position`;
  await tx.variantFile.createMany({
    data: variants.flatMap(({ id: variantId, imageIds }) =>
      imageIds.map((mediaId, position) => ({ variantId, mediaId, position })),
    ),
  });
}
