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
test.each<[string, (context: CreateContext) => Promise<{ id: string }>]>([
  ['film', (context) => createFilm(filmInputSchema.parse({ title }), context)],
  ['video', (context) => createVideo(videoInputSchema.parse({ title }), context)],
  ['photo', (context) => createPhoto(photoInputSchema.parse({ title, mediaId }), context)],
  ['album', (context) => createAlbum(albumInputSchema.parse({ title }), context)],
  ['category', (context) => createCategory({ name: title }, context)],
])(
  'the same key makes one %s, also at the same time; another makes another',
  async (noun, create) => {
    const context = { actor: editor, ports: world.ports, idempotencyKey: 'key' };
    const made = await Promise.all([1, 2, 3].map(() => create(context)));
    made.push(await create(context));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    const [entry, ...more] = await world.db.auditEntry.findMany({ where: { noun } });
    expect([entry?.subjectId, entry?.action, more]).toEqual([made[0]?.id, 'create', []]);
    if (noun === 'category') return;
    const other = await create({ ...context, idempotencyKey: 'other key' });
    expect(other.id).not.toBe(made[0]?.id);
    const stranger = await world.addUser();
    if (noun === 'photo') return;
    expect((await create({ ...context, actor: stranger })).id).not.toBe(made[0]?.id);
  },
);
