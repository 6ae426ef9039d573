import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import {
  type ProductFields,
  type ProductPatch,
  productInputSchema,
  productListQuerySchema,
  productPatchSchema,
} from '#lib/shared/schemas/product.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { createProduct, getProduct, listProducts, updateProduct } from './products.ts';
import { purgeRecord, restoreRecord, trashRecord } from './trash.ts';

let world: TestWorld;
let editor: Actor;
const as = (actor: Actor) => ({ actor, ports: world.ports });

beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
});
afterAll(() => world.close());

let number = 0;
const nextSku = () => {
  number += 1;
  return `SKU-${number}`;
};
const create = (fields: Partial<ProductFields> = {}, idempotencyKey?: string) =>
  createProduct(productInputSchema.parse({ title: 'Shirt', sku: nextSku(), ...fields }), {
    ...as(editor),
    ...(idempotencyKey ? { idempotencyKey } : {}),
  });
const update = (id: string, patch: object, actor = editor) =>
  updateProduct(id, productPatchSchema.parse(patch) as ProductPatch, as(actor));

async function addImages(count: number, owner = editor, fields: object = {}): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < count; i += 1) {
    number += 1;
    const { id } = await world.db.media.create({
      data: {
        ...{ ownerId: owner.id, type: 'image', status: 'ready', purpose: 'product.image' },
        ...{ storageKey: `tests/${number}`, fileName: 'file', byteSize: 1 },
        ...{ mimeType: 'image/jpeg', unattachedSince: new Date(), ...fields },
      },
    });
    ids.push(id);
  }
  return ids;
}
const isAttached = async (id: string | undefined) => {
  const row = await world.db.media.findUniqueOrThrow({ where: { id: id ?? '' } });
  return row.unattachedSince === null;
};

describe('saving', () => {
  test('a product, its variants and all their images are saved together and come back in order', async () => {
    const [a = '', b = '', c = '', d = ''] = await addImages(4);
    const product = await create({
      ...{ price: 1234.5678, currency: 'EUR', description: 'Warm.', imageIds: [c, a] },
      variants: [
        { name: 'Small', sku: 'sm-1', options: { Size: 'S', A: 'x' }, imageIds: [d, a] },
        { name: 'Large', options: { Size: 'L', A: '' } },
      ],
    });
    const read = await getProduct(product.id, as(editor));
    expect(read).toEqual(product);
    expect(read).toMatchObject({ price: 1234.5678, currency: 'EUR', imageIds: [c, a], version: 1 });
    expect(read.images.map(({ id }) => id)).toEqual([c, a]);
    expect(read.variants).toMatchObject([
      { name: 'Small', sku: 'sm-1', imageIds: [d, a] },
      { name: 'Large', sku: null, options: { Size: 'L' }, imageIds: [] },
    ]);
    expect(read.variants[0]?.images.map(({ id }) => id)).toEqual([d, a]);
    // Sorted by name, `A` would come first.
    expect(Object.entries(read.variants[0]?.options ?? {})).toEqual([
      ['Size', 'S'],
      ['A', 'x'],
    ]);
    expect(await Promise.all([a, b, c, d].map(isAttached))).toEqual([true, false, true, true]);
  });

  test('variants keep their ids while they are renamed, moved, joined by others and left by some', async () => {
    const [a = '', b = '', c = ''] = await addImages(3);
    const before = await create({
      imageIds: [a],
      variants: [
        { name: 'One', imageIds: [b] },
        { name: 'Two', imageIds: [c, a] },
        { name: 'Three' },
      ],
    });
    const [one, two, three] = before.variants;
    const after = await update(before.id, {
      version: 1,
      variants: [
        { id: three?.id, name: 'Third', imageIds: [b] },
        { name: 'New', imageIds: [] },
        { id: one?.id, name: 'One', imageIds: [] },
      ],
    });
    expect(after.variants.map(({ id, name }) => [id, name])).toEqual([
      [three?.id, 'Third'],
      [expect.any(String), 'New'],
      [one?.id, 'One'],
    ]);
    expect(after.variants.map(({ imageIds }) => imageIds)).toEqual([[b], [], []]);
    expect(after).toMatchObject({ version: 2, imageIds: [a] });
    expect(await world.db.variant.count({ where: { id: two?.id ?? '' } })).toBe(0);
    // `c` went with its variant; `a` did too, but the product has it as well.
    expect(await Promise.all([a, b, c].map(isAttached))).toEqual([true, true, false]);
  });

  test('an image that is taken off is let go, and what is not given stays', async () => {
    const [a = '', b = '', c = ''] = await addImages(3);
    const product = await create({ imageIds: [a, b, c], variants: [{ name: 'V', imageIds: [c] }] });
    const after = await update(product.id, { imageIds: [c, a] });
    expect(after).toMatchObject({ imageIds: [c, a], title: 'Shirt' });
    expect(after.variants).toMatchObject([{ id: product.variants[0]?.id, imageIds: [c] }]);
    expect(await Promise.all([a, b, c].map(isAttached))).toEqual([true, false, true]);
  });

  test('a variant that is gone, or another product’s, becomes a new one and takes nothing away', async () => {
    const other = await create({ variants: [{ name: 'Theirs', options: { Size: 'S' } }] });
    const product = await create({ variants: [{ name: 'Gone' }] });
    const [gone] = product.variants;
    await update(product.id, { variants: [] });
    const foreign = { id: other.variants[0]?.id, name: 'Foreign' };
    const { variants } = await update(product.id, { variants: [gone, foreign] });
    expect(variants.map(({ name }) => name)).toEqual(['Gone', 'Foreign']);
    const ids = variants.map(({ id }) => id);
    expect(ids).not.toContain(gone?.id);
    expect(ids).not.toContain(foreign.id);
    expect(await getProduct(other.id, as(editor))).toEqual(other);
  });

  test('an editor can save again with the images an admin put there', async () => {
    const admin = await world.addUser('admin');
    const product = await create();
    const imageIds = await addImages(2, admin);
    await update(product.id, { imageIds }, admin);
    const saved = await update(product.id, { imageIds: imageIds.toReversed() });
    expect(saved.imageIds).toEqual(imageIds.toReversed());
  });

  test('the same idempotency key makes one product, also at the same time', async () => {
    const products = await Promise.all([1, 2, 3].map(() => create({ sku: 'once' }, 'key')));
    expect(new Set(products.map(({ id }) => id)).size).toBe(1);
    expect(products[1]).toEqual(products[0]);
  });

  test('a change based on an old version is refused, and nothing of it stays', async () => {
    const product = await create({ variants: [{ name: 'Kept' }] });
    await update(product.id, { title: 'New', version: 1 });
    const late = { title: 'Late', variants: [], version: 1 };
    await expect(update(product.id, late)).rejects.toMatchObject({ code: 'conflict', fields: [] });
    const { title, variants } = await getProduct(product.id, as(editor));
    expect([title, variants.length]).toEqual(['New', 1]);
  });

  test('what was done is written down, by whom', async () => {
    const { id } = await create();
    await update(id, { title: 'Coat' });
    const rows = await world.db.auditEntry.findMany({
      where: { noun: 'product', subjectId: id },
      orderBy: { createdAt: 'asc' },
    });
    expect(rows.map(({ actorId, action, details }) => [actorId, action, details])).toEqual([
      [editor.id, 'create', {}],
      [editor.id, 'update', { fields: ['title'] }],
    ]);
  });
});

describe('what is refused', () => {
  const refusal = (code: string, ...paths: string[]) => ({
    code,
    fields: paths.map((path) => ({ path })),
  });

  test('every image that does not fit is named where it stands, and nothing is saved', async () => {
    const [mine = ''] = await addImages(1);
    const [theirs = ''] = await addImages(1, await world.addUser());
    const [video = ''] = await addImages(1, editor, { type: 'video' });
    const [travelling = ''] = await addImages(1, editor, { status: 'uploading' });
    const count = await world.db.product.count();
    const variants = [
      { name: 'A', imageIds: [mine] },
      { name: 'B', imageIds: [mine, video, travelling] },
    ];
    await expect(create({ imageIds: [mine, theirs], variants })).rejects.toMatchObject(
      refusal('invalid_request', 'imageIds.1', 'variants.1.imageIds.1', 'variants.1.imageIds.2'),
    );
    expect(await world.db.product.count()).toBe(count);
    expect(await isAttached(mine)).toBe(false);
  });

  test('a variant that is named twice', async () => {
    const product = await create({ variants: [{ name: 'Mine' }] });
    const [mine] = product.variants;
    await expect(update(product.id, { variants: [mine, mine] })).rejects.toMatchObject(
      refusal('invalid_request', 'variants.1.id'),
    );
  });

  test('a price without a currency, also when only one of them is sent', async () => {
    const bare = await create();
    await expect(update(bare.id, { price: 5 })).rejects.toMatchObject(
      refusal('invalid_request', 'currency'),
    );
    const priced = await create({ price: 5, currency: 'IDR' });
    await expect(update(priced.id, { currency: null })).rejects.toMatchObject(
      refusal('invalid_request', 'currency'),
    );
    const free = await update(priced.id, { price: null, currency: null });
    expect(free).toMatchObject({ price: null, currency: null });
  });

  test('somebody else’s product, and one that is not there', async () => {
    const { id } = await create();
    const stranger = await world.addUser();
    const missing = { code: 'not_found' };
    await expect(getProduct(id, as(stranger))).rejects.toMatchObject(missing);
    await expect(update(id, { title: 'x' }, stranger)).rejects.toMatchObject(missing);
    await expect(update('nothing', { title: 'x' })).rejects.toMatchObject(missing);
    const admin = await world.addUser('admin');
    expect((await getProduct(id, as(admin))).id).toBe(id);
  });
});

describe('SKUs', () => {
  const taken = (message: string, ...paths: string[]) => ({
    code: 'conflict',
    fields: paths.map((path) => ({ path, message })),
  });

  test('are one pool of products and variants, however they are written', async () => {
    await create({ sku: 'Pool-1', variants: [{ name: 'V', sku: 'Pool-2' }] });
    await expect(create({ sku: 'POOL-1' })).rejects.toMatchObject(taken('skuTaken', 'sku'));
    await expect(create({ sku: 'pool-2' })).rejects.toMatchObject(taken('skuTaken', 'sku'));
    const variants = [
      { name: 'A', sku: nextSku() },
      { name: 'B', sku: 'POOL-2' },
      { name: 'C', sku: ' pool-1 ' },
    ];
    await expect(create({ variants })).rejects.toMatchObject(
      taken('skuTaken', 'variants.1.sku', 'variants.2.sku'),
    );
  });

  test('may change hands within a product in one save', async () => {
    const product = await create({
      sku: 'own',
      variants: [
        { name: 'A', sku: 'own-a' },
        { name: 'B', sku: 'own-b' },
      ],
    });
    const [a, b] = product.variants;
    const variants = [
      { ...a, sku: 'own-b' },
      { ...b, sku: 'own' },
    ];
    const after = await update(product.id, { sku: 'OWN-A', variants });
    expect([after.sku, ...after.variants.map(({ sku }) => sku)]).toEqual(['OWN-A', 'own-b', 'own']);
    await expect(update(product.id, { sku: 'Own-B' })).rejects.toMatchObject({
      code: 'invalid_request',
      fields: [{ path: 'variants.0.sku', message: 'skuTwice' }],
    });
  });

  test('are free again when they were given up', async () => {
    const product = await create({ sku: 'free-1', variants: [{ name: 'V', sku: 'free-2' }] });
    await update(product.id, { sku: nextSku(), variants: [] });
    const heir = await create({ sku: 'free-2', variants: [{ name: 'V', sku: 'free-1' }] });
    expect(heir.sku).toBe('free-2');
  });

  test('stay taken in the trash, and are free when it is emptied', async () => {
    const { id } = await create({ sku: 'bin-1' });
    await trashRecord('product', id, as(editor));
    await expect(create({ sku: 'Bin-1' })).rejects.toMatchObject(taken('skuInTrash', 'sku'));
    await restoreRecord('product', id, as(editor));
    expect((await getProduct(id, as(editor))).sku).toBe('bin-1');
    await trashRecord('product', id, as(editor));
    await purgeRecord('product', id, as(editor));
    expect((await create({ sku: 'bin-1' })).sku).toBe('bin-1');
  });

  test('of several saves at the same instant one gets it, the others are told', async () => {
    const saves = await Promise.allSettled(
      [1, 2, 3, 4].map((i) =>
        i % 2 ? create({ sku: 'race' }) : create({ variants: [{ name: 'V', sku: 'RACE' }] }),
      ),
    );
    const lost = saves.flatMap((save) => (save.status === 'rejected' ? [save.reason] : []));
    expect(lost).toHaveLength(3);
    for (const error of lost) expect(error).toMatchObject({ code: 'conflict' });
  });
});

test('two products that want each other’s SKU at the same instant are each told, or saved', async () => {
  for (const round of [1, 2, 3]) {
    const [one, other] = [
      await create({ sku: `One-${round}` }),
      await create({ sku: `Two-${round}` }),
    ];
    const swaps = [1, 2, 3].flatMap(() => [
      update(one.id, { sku: other.sku }),
      update(other.id, { sku: one.sku }),
    ]);
    for (const result of await Promise.allSettled(swaps)) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'conflict' });
    }
  }
});

describe('the trash', () => {
  test('keeps images and variants; emptied, it lets the images go', async () => {
    const [a = '', b = ''] = await addImages(2);
    const product = await create({ imageIds: [a], variants: [{ name: 'V', imageIds: [b] }] });
    await trashRecord('product', product.id, as(editor));
    expect(await Promise.all([a, b].map(isAttached))).toEqual([true, true]);
    await restoreRecord('product', product.id, as(editor));
    const { variants, imageIds } = await getProduct(product.id, as(editor));
    expect({ variants, imageIds }).toEqual({
      ...{ variants: product.variants, imageIds: product.imageIds },
    });
    await trashRecord('product', product.id, as(editor));
    await purgeRecord('product', product.id, as(editor));
    expect(await Promise.all([a, b].map(isAttached))).toEqual([false, false]);
  });
});

describe('lists', () => {
  const list = async (actor: Actor, query: object = {}) =>
    listProducts(productListQuerySchema.parse(query), as(actor));

  test('are searched by title, SKU, and name and SKU of a variant', async () => {
    const actor = await world.addUser();
    const add = (fields: ProductFields) =>
      createProduct(productInputSchema.parse(fields), as(actor));
    await add({ title: 'Rain coat', sku: 'RC_100' });
    await add({ title: 'Hat', sku: 'H-1', variants: [{ name: 'Straw', sku: 'H-1-S' }] });
    const titles = async (query: object) =>
      (await list(actor, query)).results.map(({ title }) => title);
    expect(await titles({ q: 'COAT' })).toEqual(['Rain coat']);
    expect(await titles({ q: 'rc_1' })).toEqual(['Rain coat']);
    expect(await titles({ q: 'straw' })).toEqual(['Hat']);
    expect(await titles({ q: 'h-1-s' })).toEqual(['Hat']);
    expect(await titles({ q: '%' })).toEqual([]);
    expect(await titles({ sort: 'title' })).toEqual(['Hat', 'Rain coat']);
    expect(await titles({ trash: '1' })).toEqual([]);
  });

  test('show each product by its first image, and ask for all images at once', async () => {
    const actor = await world.addUser();
    const images = await addImages(6, actor);
    const operations: string[] = [];
    // A statement of our own belongs to no model.
    const readsMedia = 'undefined.$queryRaw';
    const db = world.db.$extends({
      query: {
        $allOperations({ model, operation, args, query }) {
          operations.push(`${model}.${operation}`);
          return query(args);
        },
      },
    }) as unknown as TestWorld['db'];
    const counting = { actor, ports: { ...world.ports, db } };
    const ids: string[] = [];
    for (const count of [1, 2]) {
      const variants = Array.from({ length: count * 3 }, (_, i) => ({
        ...{ name: `V${i}`, imageIds: [images[i] ?? ''] },
      }));
      const fields = { title: `P${count}`, sku: nextSku(), imageIds: images, variants };
      ids.push((await createProduct(productInputSchema.parse(fields), as(actor))).id);
    }
    const { results } = await listProducts(productListQuerySchema.parse({}), counting);
    expect(results.map(({ images }) => images.map(({ id }) => id))).toEqual([
      [images[0]],
      [images[0]],
    ]);
    expect(results[0]?.imageIds).toEqual(images);
    expect(results.flatMap(({ variants }) => variants.flatMap(({ images }) => images))).toEqual([]);
    expect(operations.filter((name) => name === readsMedia)).toHaveLength(1);
    for (const id of ids) {
      operations.length = 0;
      await getProduct(id, counting);
      expect(operations).toEqual(['Product.findFirst', readsMedia]);
    }
  });
});
