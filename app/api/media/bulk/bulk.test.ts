import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import { problemSchema } from '#lib/shared/schemas/problem.ts';
import { bulkAnswerSchema } from '#lib/shared/schemas/record.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { POST } from './route.ts';

let world: TestWorld;
let editor: Actor;

beforeAll(async () => {
  world = await createTestWorld();
});
beforeEach(async () => {
  editor = await world.addUser();
});
afterAll(() => world.close());

async function post(body: unknown, cookie?: string): Promise<Response> {
  const request = new Request('http://studio.example/api/media/bulk', {
    method: 'POST',
    headers: { host: 'studio.example', cookie: cookie ?? (await world.cookieOf(editor)) },
    body: JSON.stringify(body),
  });
  return POST(request, { params: Promise.resolve({}) });
}

/** Of each id in turn: `ok`, or the code of what went wrong. */
async function outcomes(body: unknown): Promise<string[]> {
  const answer = await post(body);
  expect(answer.status).toBe(200);
  const { results } = bulkAnswerSchema.parse(await answer.json());
  return results.map(({ ok, error }) => (ok ? 'ok' : (error?.code ?? 'no reason')));
}

type Status = 'ready' | 'processing' | 'failed' | 'uploading';

async function addImage({ owner = editor, status = 'ready' as Status } = {}): Promise<string> {
  const storageKey = `images/${crypto.randomUUID()}.png`;
  const body = Buffer.from('x');
  await world.ports.storage.writeBytes({ key: storageKey, contentType: 'image/png', body });
  const { id } = await world.db.media.create({
    data: {
      ...{ ownerId: owner.id, type: 'image', purpose: 'media.image', mimeType: 'image/png' },
      ...{ status, generation: 1, fileName: 'quay.png', byteSize: 1, storageKey },
      unattachedSince: null,
    },
  });
  return id;
}

const rowOf = (id: string) => world.db.media.findUnique({ where: { id } });

test('what cannot be done with one does not stop the others, and each is told', async () => {
  const strangers = await addImage({ owner: await world.addUser() });
  const [used, free] = [await addImage(), await addImage()];
  await world.db.photo.create({ data: { ownerId: editor.id, mediaId: used } });
  const ids = [used, strangers, 'nobody', free, free];
  expect(await outcomes({ ids, action: 'delete' })).toEqual([
    ...['conflict', 'not_found', 'not_found', 'ok'],
  ]);
  expect(await rowOf(free)).toBeNull();
  expect(await rowOf(used)).toMatchObject({ deletingAt: null });
  expect(await rowOf(strangers)).toMatchObject({ deletingAt: null });

  expect(await outcomes({ ids: [used, strangers], action: 'delete', force: true })).toEqual([
    ...['ok', 'not_found'],
  ]);
  expect(await rowOf(used)).toBeNull();
  expect(await world.db.photo.count({ where: { mediaId: used } })).toBe(0);
});

test('made public and private, one version further where that is news', async () => {
  const [id, strangers] = [await addImage(), await addImage({ owner: await world.addUser() })];
  const ids = [id, strangers];
  expect(await outcomes({ ids, action: 'publish' })).toEqual(['ok', 'not_found']);
  expect(await outcomes({ ids, action: 'publish' })).toEqual(['ok', 'not_found']);
  expect(await rowOf(id)).toMatchObject({ isPublic: true, version: 2 });
  expect(await rowOf(strangers)).toMatchObject({ isPublic: false, version: 1 });
  expect(await outcomes({ ids, action: 'unpublish' })).toEqual(['ok', 'not_found']);
  expect(await rowOf(id)).toMatchObject({ isPublic: false, version: 3 });
});

test('processed again: what is ready or failed, not what is under way', async () => {
  const ids = [
    await addImage(),
    await addImage({ status: 'failed' }),
    await addImage({ status: 'processing' }),
    await addImage({ status: 'uploading' }),
  ];
  expect(await outcomes({ ids, action: 'reprocess' })).toEqual([
    ...['ok', 'ok', 'conflict', 'conflict'],
  ]);
  const [first = ''] = ids;
  expect(await rowOf(first)).toMatchObject({ status: 'processing', generation: 2 });
});

test('a hundred at once', async () => {
  const ids = await Promise.all(Array.from({ length: 100 }, () => addImage()));
  expect(new Set(await outcomes({ ids, action: 'delete' }))).toEqual(new Set(['ok']));
  expect(await world.db.media.count({ where: { ownerId: editor.id } })).toBe(0);
});

test.each<[string, unknown, string]>([
  ['no ids', { ids: [], action: 'delete' }, 'ids'],
  ['too many ids', { ids: Array(101).fill('x'), action: 'delete' }, 'ids'],
  ['an id of another shape', { ids: [1], action: 'delete' }, 'ids.0'],
  ['an action nobody knows', { ids: ['x'], action: 'burn' }, 'action'],
  ['no action', { ids: ['x'] }, 'action'],
  ['force in words', { ids: ['x'], action: 'delete', force: 'yes' }, 'force'],
])('%s: 422, naming the field', async (_, body, path) => {
  const answer = await post(body);
  expect(answer.status).toBe(422);
  const { errors } = problemSchema.parse(await answer.json());
  expect(errors?.map((error) => error.path)).toEqual([path]);
});

test('nobody is 401', async () => {
  expect((await post({ ids: ['x'], action: 'delete' }, 'none=1')).status).toBe(401);
});
