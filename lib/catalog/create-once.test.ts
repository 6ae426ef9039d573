import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import { albumInputSchema } from '#lib/shared/schemas/album.ts';
import { filmInputSchema } from '#lib/shared/schemas/film.ts';
import { photoInputSchema } from '#lib/shared/schemas/photo.ts';
import { videoInputSchema } from '#lib/shared/schemas/video.ts';
import { addMedia } from '#lib/testing/add-media.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { createAlbum } from './albums.ts';
import { createCategory } from './categories.ts';
import type { CreateContext } from './create-once.ts';
import { createFilm } from './films.ts';
import { createPhoto } from './photos.ts';
import { createVideo } from './videos.ts';

let world: TestWorld;
let editor: Actor;
let mediaId: string;

beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
  mediaId = (await addMedia(world.db, editor, { type: 'image' })).id;
});
afterAll(() => world.close());

const title = 'Once';
type Create = (context: CreateContext) => Promise<{ id: string }>;
const makers: Record<string, Create> = {
  film: (context) => createFilm(filmInputSchema.parse({ title }), context),
  video: (context) => createVideo(videoInputSchema.parse({ title }), context),
  photo: (context) => createPhoto(photoInputSchema.parse({ title, mediaId }), context),
  album: (context) => createAlbum(albumInputSchema.parse({ title }), context),
};

test.each<[string, Create]>([
  ...Object.entries(makers),
  // Of these, no two can be: the rule that says so must not be what the second request hears.
  [
    'film at a chosen address',
    (context) => createFilm(filmInputSchema.parse({ title, slug: 'chosen' }), context),
  ],
  ['category', (context) => createCategory({ name: title }, context)],
])('the same key makes one %s, also at the same time', async (kind, create) => {
  const context = { actor: editor, ports: world.ports, idempotencyKey: kind };
  const made = await Promise.all([1, 2, 3, 4, 5].map(() => create(context)));
  made.push(await create(context));
  const [id = '', ...others] = new Set(made.map((record) => record.id));
  expect(others).toEqual([]);
  expect(await world.db.auditEntry.count({ where: { subjectId: id } })).toBe(1);
});

test.each(Object.entries(makers))('another key makes another %s', async (_, create) => {
  const context = { actor: editor, ports: world.ports };
  const one = await create({ ...context, idempotencyKey: 'one' });
  const two = await create({ ...context, idempotencyKey: 'two' });
  expect(two.id).not.toBe(one.id);
});

test('the same key of somebody else is another', async () => {
  const context = { ports: world.ports, idempotencyKey: 'mine' };
  const input = albumInputSchema.parse({ title });
  const one = await createAlbum(input, { ...context, actor: editor });
  const two = await createAlbum(input, { ...context, actor: await world.addUser() });
  expect(two.id).not.toBe(one.id);
});
