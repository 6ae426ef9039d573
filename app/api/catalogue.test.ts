import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import { api } from '#lib/shared/paths.ts';
import { albumSchema } from '#lib/shared/schemas/album.ts';
import { filmSchema } from '#lib/shared/schemas/film.ts';
import { listSchema } from '#lib/shared/schemas/list.ts';
import { mediaUsesSchema } from '#lib/shared/schemas/media-use.ts';
import { photoSchema } from '#lib/shared/schemas/photo.ts';
import { bulkAnswerSchema } from '#lib/shared/schemas/record.ts';
import { videoSchema } from '#lib/shared/schemas/video.ts';
import { addMedia } from '#lib/testing/add-media.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import * as restoreAlbum from './albums/[id]/restore/route.ts';
import * as album from './albums/[id]/route.ts';
import * as bulkAlbums from './albums/bulk/route.ts';
import * as albums from './albums/route.ts';
import * as category from './categories/[id]/route.ts';
import * as categories from './categories/route.ts';
import * as restoreFilm from './films/[id]/restore/route.ts';
import * as film from './films/[id]/route.ts';
import * as bulkFilms from './films/bulk/route.ts';
import * as films from './films/route.ts';
import * as uses from './media/[id]/uses/route.ts';
import * as restorePhoto from './photos/[id]/restore/route.ts';
import * as photo from './photos/[id]/route.ts';
import * as bulkPhotos from './photos/bulk/route.ts';
import * as photos from './photos/route.ts';
import * as restoreVideo from './videos/[id]/restore/route.ts';
import * as video from './videos/[id]/route.ts';
import * as bulkVideos from './videos/bulk/route.ts';
import * as videos from './videos/route.ts';

let world: TestWorld;
let editor: Actor;

beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
});
afterAll(() => world.close());

type Handler = (
  request: Request,
  context: { params: Promise<{ id: string }> },
) => Promise<Response>;
type Asked = { body?: object; id?: string; key?: string; by?: Actor };

async function ask(
  handler: Handler,
  method: string,
  path: string,
  { body, id = '', key, by = editor }: Asked = {},
): Promise<Response> {
  const headers = {
    ...{ host: 'studio.example', cookie: await world.cookieOf(by) },
    ...(key ? { 'idempotency-key': key } : {}),
  };
  const request = new Request(`http://studio.example${path}`, {
    ...{ method, headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return handler(request, { params: Promise.resolve({ id }) });
}

const handlersOf = {
  film: { all: films, one: film, restore: restoreFilm, bulk: bulkFilms, schema: filmSchema },
  video: { all: videos, one: video, restore: restoreVideo, bulk: bulkVideos, schema: videoSchema },
  photo: { all: photos, one: photo, restore: restorePhoto, bulk: bulkPhotos, schema: photoSchema },
  album: { all: albums, one: album, restore: restoreAlbum, bulk: bulkAlbums, schema: albumSchema },
};

describe.each(['film', 'video', 'photo', 'album'] as const)('the life of a %s', (noun) => {
  const { all, one, restore, bulk, schema } = handlersOf[noun];
  const path = api.records(noun);

  test('from its making to its end, each answer as its schema says', async () => {
    const { id: mediaId } = await addMedia(world.db, editor, { type: 'image' });
    const body = { title: 'A life', ...(noun === 'photo' ? { mediaId } : {}) };
    const [key, made] = [crypto.randomUUID(), []] as [string, unknown[]];
    for (const attempt of [1, 2]) {
      const answer = await ask(all.POST as Handler, 'POST', path, { body, key });
      expect([attempt, answer.status]).toEqual([attempt, 201]);
      made.push(await answer.json());
    }
    const record = schema.strict().parse(made[0]);
    expect(made[1]).toEqual(made[0]);
    const { id } = record;
    const at = api.record(noun, id);

    expect((await ask(one.GET, 'GET', at, { id })).status).toBe(200);
    const patch = { title: 'Another', version: record.version };
    const changed = await ask(one.PATCH, 'PATCH', at, { id, body: patch });
    expect(schema.parse(await changed.json())).toMatchObject({ title: 'Another', version: 2 });
    const stale = await ask(one.PATCH, 'PATCH', at, { id, body: patch });
    expect([stale.status, (await stale.json()).code]).toEqual([409, 'conflict']);

    expect((await ask(one.DELETE, 'DELETE', at, { id })).status).toBe(204);
    expect((await ask(one.GET, 'GET', at, { id })).status).toBe(404);
    const trash = await ask(all.GET as Handler, 'GET', `${path}?trash=1`);
    const listed = listSchema(schema).parse(await trash.json());
    expect(listed.results.map((item) => item.id)).toEqual([id]);
    const restored = await ask(restore.POST, 'POST', api.restoreRecord(noun, id), { id });
    expect([restored.status, schema.parse(await restored.json()).deletedAt]).toEqual([200, null]);

    const early = await ask(one.DELETE, 'DELETE', `${at}?forever=1`, { id });
    expect(early.status).toBe(404);
    const many = { ids: [id, 'nothing'], action: 'delete' };
    const answer = await ask(bulk.POST as Handler, 'POST', api.bulkRecords(noun), { body: many });
    const { results } = bulkAnswerSchema.parse(await answer.json());
    expect(results).toMatchObject([
      { id, ok: true },
      { ok: false, error: { code: 'not_found' } },
    ]);
    expect((await ask(one.DELETE, 'DELETE', `${at}?forever=1`, { id })).status).toBe(204);
    expect((await ask(restore.POST, 'POST', api.restoreRecord(noun, id), { id })).status).toBe(404);
  });

  test('to others it is not there', async () => {
    const { id: mediaId } = await addMedia(world.db, editor, { type: 'image' });
    const body = { title: 'Mine', ...(noun === 'photo' ? { mediaId } : {}) };
    const { id } = await (await ask(all.POST as Handler, 'POST', path, { body })).json();
    const by = await world.addUser();
    const at = api.record(noun, id);
    expect((await ask(one.GET, 'GET', at, { id, by })).status).toBe(404);
    expect((await ask(one.PATCH, 'PATCH', at, { id, by, body: { title: 'x' } })).status).toBe(404);
    expect((await ask(one.DELETE, 'DELETE', at, { id, by })).status).toBe(404);
    const list = await ask(all.GET as Handler, 'GET', path, { by });
    expect((await list.json()).count).toBe(0);
  });

  test('what is asked wrongly is 422', async () => {
    const wrong = [
      await ask(all.POST as Handler, 'POST', path, { body: { title: 'x'.repeat(201) } }),
      await ask(all.GET as Handler, 'GET', `${path}?sort=colour`),
      await ask(all.GET as Handler, 'GET', `${path}?trash=maybe`),
      await ask(bulk.POST as Handler, 'POST', api.bulkRecords(noun), {
        body: { ids: [], action: 'delete' },
      }),
      await ask(one.PATCH, 'PATCH', api.record(noun, 'x'), { id: 'a\0b', body: { title: 'x' } }),
    ];
    for (const answer of wrong) expect(answer.status).toBe(422);
  });
});

test('next keeps the order it belongs to', async () => {
  const by = await world.addUser();
  for (const title of ['b', 'c', 'a']) {
    await ask(videos.POST as Handler, 'POST', api.records('video'), { body: { title }, by });
  }
  const titles: string[] = [];
  let next: string | null = `http://studio.example${api.records('video')}?sort=title&pageSize=1`;
  while (next) {
    const path: string = next.replace('http://studio.example', '');
    const answer = await ask(videos.GET as Handler, 'GET', path, { by });
    const page = listSchema(videoSchema).parse(await answer.json());
    titles.push(...page.results.map(({ title }) => title));
    next = page.next;
  }
  expect(titles).toEqual(['a', 'b', 'c']);
});

test('a category is made once by anybody, and renamed and deleted by admins', async () => {
  const by = await world.addUser('admin');
  const body = { name: 'Documentary' };
  const path = api.categories();
  const made = await ask(categories.POST as Handler, 'POST', path, { body, key: 'c' });
  const again = await ask(categories.POST as Handler, 'POST', path, { body, key: 'c' });
  const { id } = await made.json();
  expect([made.status, again.status, (await again.json()).id]).toEqual([201, 201, id]);
  const other = await ask(categories.POST as Handler, 'POST', path, { body });
  expect(other.status).toBe(409);

  const at = api.category(id);
  const renamed = { body: { name: 'Documentaries' }, id };
  expect((await ask(category.PATCH, 'PATCH', at, renamed)).status).toBe(403);
  expect(await (await ask(category.PATCH, 'PATCH', at, { ...renamed, by })).json()).toMatchObject({
    name: 'Documentaries',
  });
  expect((await ask(category.DELETE, 'DELETE', at, { id })).status).toBe(403);
  expect((await ask(category.DELETE, 'DELETE', at, { id, by })).status).toBe(204);
  const list = await (await ask(categories.GET as Handler, 'GET', path)).json();
  expect(list).toEqual({ count: 0, next: null, previous: null, results: [] });
});

test('where a media is used is told to whose it is', async () => {
  const { id } = await addMedia(world.db, editor, { type: 'image' });
  await ask(photos.POST as Handler, 'POST', api.records('photo'), {
    body: { mediaId: id, title: 'Used' },
  });
  const answer = await ask(uses.GET, 'GET', api.mediaUses(id), { id });
  expect(mediaUsesSchema.parse(await answer.json())).toMatchObject({
    ...{ count: 1, results: [{ type: 'photo', title: 'Used' }] },
  });
  const by = await world.addUser();
  expect((await ask(uses.GET, 'GET', api.mediaUses(id), { id, by })).status).toBe(404);
});

test('nobody changes things without end; reading is not counted', async () => {
  const hasty = await world.addUser();
  const expiresAt = new Date(Date.now() + 30_000);
  await world.db.rateLimit.create({ data: { key: `writes:${hasty.id}`, hits: 5999, expiresAt } });
  const make = () =>
    ask(categories.POST as Handler, 'POST', '/api/categories', {
      ...{ body: { name: `Hasty ${crypto.randomUUID()}` }, by: hasty },
    });
  expect((await make()).status).toBe(201);
  const refused = await make();
  expect([refused.status, Number(refused.headers.get('retry-after'))]).toEqual([
    429,
    expect.closeTo(29, -1),
  ]);
  expect((await ask(films.GET as Handler, 'GET', '/api/films', { by: hasty })).status).toBe(200);
});
