// Products: reading and saving.
import 'server-only';
import { type Transaction, transact } from '../db/client.ts';
import { containing } from '../db/containing.ts';
import {
  type ProductRow,
  type ProductWhere,
  productInclude,
  toListedProducts,
  toProducts,
} from '../db/products.ts';
import type { Product, ProductInput, ProductPatch } from '../shared/schemas/product.ts';
import type { RecordListQuery } from '../shared/schemas/record.ts';
import { closeSave } from './close-save.ts';
import { type CreateContext, createOnce } from './create-once.ts';
import { type Listed, listRecords, seenBy } from './list-records.ts';
import { type Context, lockOwn, notFound, ownedBy } from './own.ts';
import { saveParts } from './product-parts.ts';

const noun = 'product';

/**
 * Saves a new product with its images, its variants and theirs in one transaction. The same
 * idempotency key answers the product it already made. Throws `conflict` for a SKU that is taken,
 * `invalid_request` for images that do not fit; both name the fields.
 */
export function createProduct(input: ProductInput, context: CreateContext): Promise<Product> {
  const { db } = context.ports;
  return createOnce(
    {
      noun,
      insert: () => insertProduct(input, context),
      read: (id) => readProduct(db, id),
    },
    context,
  );
}

function insertProduct(
  { draftId, ...input }: ProductInput,
  { actor, ports, idempotencyKey }: CreateContext,
): Promise<Product> {
  const { imageIds, variants, ...fields } = input;
  const now = ports.now();
  return transact(ports.db, async (tx) => {
    const bare = await tx.product.create({
      data: { ...fields, ownerId: actor.id, idempotencyKey: idempotencyKey ?? null },
      include: productInclude,
    });
    await saveParts(tx, bare, input, { ownerIds: [actor.id], now });
    await closeSave(tx, { actor, action: 'create', noun, subjectId: bare.id, now, draftId });
    return readProduct(tx, bare.id);
  });
}

/**
 * Changes the given fields; images and variants, where given, are all there are from then on. Throws
 * `not_found`, `conflict` for a stale `version` or a SKU that is taken, `invalid_request` for images
 * that do not fit and for what is wrong together with the fields that stay.
 */
export function updateProduct(
  id: string,
  { version, draftId, ...patch }: ProductPatch,
  { actor, ports }: Context,
): Promise<Product> {
  const { imageIds, variants, ...fields } = patch;
  const now = ports.now();
  return transact(ports.db, async (tx) => {
    await lockOwn(tx, noun, { id, actor, version });
    const before = await findProduct(tx, id);
    await saveParts(tx, before, patch, { ownerIds: [actor.id, before.ownerId], now });
    await tx.product.update({
      where: { id },
      data: { ...fields, version: { increment: 1 } },
      select: { id: true },
    });
    await closeSave(tx, {
      ...{ actor, action: 'update', noun, subjectId: id, now, draftId },
      details: { fields: Object.keys(patch) },
    });
    return readProduct(tx, id);
  });
}

/** Throws `not_found`, also for a product of somebody else and for one in the trash. */
export async function getProduct(id: string, { actor, ports }: Context): Promise<Product> {
  const where = { id, deletedAt: null, ...ownedBy(actor) };
  const row = await ports.db.product.findFirst({ where, include: productInclude });
  if (!row) throw notFound(noun);
  return whole(ports.db, row);
}

/** The caller's products (all of them for an admin): those there are, or those in the trash. */
export async function listProducts(
  query: RecordListQuery,
  { actor, ports: { db } }: Context,
): Promise<Listed<Product>> {
  const where: ProductWhere = { ...seenBy(actor, query), ...about(query.q) };
  const page = await listRecords<ProductRow>(query, {
    count: () => db.product.count({ where }),
    read: (window) =>
      db.product.findMany({
        ...window,
        where: { AND: [where, window.where] },
        include: productInclude,
      }),
  });
  return { ...page, results: await toListedProducts(db, page.results) };
}

/** By what people know a product: its title, a variant's name, a SKU. */
function about(words: string | undefined): ProductWhere {
  if (!words) return {};
  const text = containing(words);
  const isVariant = { variants: { some: { OR: [{ name: text }, { sku: text }] } } };
  return { OR: [{ title: text }, { sku: text }, isVariant] };
}

function findProduct(db: Transaction, id: string): Promise<ProductRow> {
  return db.product.findUniqueOrThrow({ where: { id }, include: productInclude });
}

async function readProduct(db: Transaction, id: string): Promise<Product> {
  return whole(db, await findProduct(db, id));
}

async function whole(db: Transaction, row: ProductRow): Promise<Product> {
  const [product] = await toProducts(db, [row]);
  if (!product) throw new Error('a row became no product');
  return product;
}
