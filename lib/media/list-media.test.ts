import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { listMedia, mediaListQuerySchema } from './list-media.ts';

let world: TestWorld;
let editor: Actor;

beforeAll(async () => {
  world = await createTestWorld();
});
beforeEach(async () => {
  editor = await world.addUser();
});
afterAll(() => world.close());

type Fields = Partial<{ title: string; byteSize: number; createdAt: Date }>;

async function addImage(fileName: string, fields: Fields = {}): Promise<string> {
  const { id } = await world.db.media.create({
    data: {
      ...{ ownerId: editor.id, type: 'image', purpose: 'media.image', mimeType: 'image/png' },
      ...{ status: 'ready', generation: 1, fileName, byteSize: 1 },
      storageKey: `images/${crypto.randomUUID()}.png`,
      ...fields,
    },
  });
  return id;
}

async function page(query: Record<string, string>) {
  const context = { actor: editor, ports: world.ports };
  return listMedia(mediaListQuerySchema.parse(query), context);
}

async function names(query: Record<string, string>): Promise<string[]> {
  return (await page(query)).results.map(({ fileName }) => fileName);
}

/** From page to page by cursor, there and back again. */
async function walk(sort: string) {
  const there: string[] = [];
  const back: string[] = [];
  let at = await page({ sort, pageSize: '3' });
  there.push(...at.results.map(({ id }) => id));
  while (at.next && 'cursor' in at.next) {
    at = await page({ sort, pageSize: '3', ...at.next });
    there.push(...at.results.map(({ id }) => id));
  }
  back.unshift(...at.results.map(({ id }) => id));
  while (at.previous && 'cursor' in at.previous) {
    at = await page({ sort, pageSize: '3', ...at.previous });
    back.unshift(...at.results.map(({ id }) => id));
  }
  return { there, back };
}

const minute = (at: number) => new Date(Date.UTC(2026, 0, 1, 0, at));

test.each<[string, string]>([
  ['-createdAt', 'gfedcba'],
  ['createdAt', 'abcdefg'],
  ['-fileSize', 'dcgfeba'],
  ['fileSize', 'abefgcd'],
  ['fileName', 'cadbefg'],
])(
  '%s: every page there is, by cursor, each once, on the way back as well',
  async (sort, order) => {
    const files: [string, string, number][] = [
      ['a', 'b.png', 1],
      ['b', 'éclair.png', 2],
      ['c', 'A.png', 2 ** 40],
      ['d', 'C.png', 2 ** 41],
      ['e', 'same.png', 10],
      ['f', 'same.png', 10],
      ['g', 'same.png', 10],
    ];
    const letters = new Map<string, string>();
    for (const [at, [letter, fileName, byteSize]] of files.entries()) {
      letters.set(await addImage(fileName, { byteSize, createdAt: minute(at) }), letter);
    }
    const { there, back } = await walk(sort);
    expect(there.map((id) => letters.get(id)).join('')).toBe(order);
    expect(back).toEqual(there);
  },
);

test.each([
  ['%', ['100%.png']],
  ['_', ['snake_case.png']],
  ['\\', ['back\\slash.png']],
  ['CASE', ['snake_case.png']],
  ['a quay', ['snake_case.png']],
  ['a_q', []],
  ['.png', ['snake_case.png', 'back\\slash.png', '100%.png']],
])('“%s” is looked for letter for letter', async (q, expected) => {
  await addImage('100%.png', { createdAt: minute(1) });
  await addImage('back\\slash.png', { createdAt: minute(2) });
  await addImage('snake_case.png', { title: 'At a quay', createdAt: minute(3) });
  expect(await names({ q })).toEqual(expected);
});

test('from the first moment that is named until before the last', async () => {
  await addImage('before.png', { createdAt: minute(0) });
  await addImage('first.png', { createdAt: minute(1) });
  await addImage('last.png', { createdAt: minute(2) });
  const [from, to] = [minute(1).toISOString(), minute(2).toISOString()];
  expect(await names({ from, to })).toEqual(['first.png']);
  expect(await names({ from, to: '2026-01-01T01:02:00+01:00' })).toEqual(['first.png']);
});

test('what is in use, and what is not, whichever form uses it', async () => {
  const ownerId = editor.id;
  const title = 'Uses it';
  const uses: Record<string, (mediaId: string) => Promise<unknown>> = {
    'video of a film': (videoId) =>
      world.db.film.create({ data: { ownerId, title, slug: crypto.randomUUID(), videoId } }),
    'poster in the trash': (posterId) =>
      world.db.film.create({
        data: { ownerId, title, slug: crypto.randomUUID(), posterId, deletedAt: new Date() },
      }),
    'file of a video': (mediaId) => world.db.video.create({ data: { ownerId, title, mediaId } }),
    'cover of a video': (coverId) => world.db.video.create({ data: { ownerId, title, coverId } }),
    photo: (mediaId) => world.db.photo.create({ data: { ownerId, mediaId } }),
    'of a product': (mediaId) =>
      world.db.product.create({
        data: {
          ...{ ownerId, title, sku: crypto.randomUUID() },
          files: { create: { mediaId, position: 0 } },
        },
      }),
    'of a variant': (mediaId) =>
      world.db.product.create({
        data: {
          ...{ ownerId, title, sku: crypto.randomUUID() },
          variants: {
            create: { name: 'S', position: 0, files: { create: { mediaId, position: 0 } } },
          },
        },
      }),
  };
  for (const [name, use] of Object.entries(uses)) await use(await addImage(name));
  await addImage('unused');
  expect((await names({ attached: '1' })).sort()).toEqual(Object.keys(uses).sort());
  expect(await names({ attached: '0' })).toEqual(['unused']);
});

test.each([
  ['attached', 'yes'],
  ['sort', 'shoeSize'],
  ['from', 'yesterday'],
  ['type', 'film'],
])('%s=%s is refused', (name, value) => {
  expect(mediaListQuerySchema.safeParse({ [name]: value }).success).toBe(false);
});

test('a cursor of one order is refused in another', async () => {
  for (const at of [1, 2]) await addImage('x.png', { createdAt: minute(at) });
  const { next } = await page({ sort: 'fileSize', pageSize: '1' });
  if (!next || !('cursor' in next)) throw new Error('there is no second page');
  await expect(page({ sort: 'fileName', ...next })).rejects.toMatchObject({
    code: 'invalid_request',
  });
});
