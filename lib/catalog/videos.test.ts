import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import { type VideoFields, videoInputSchema } from '#lib/shared/schemas/video.ts';
import { addMedia, unattachedSince } from '#lib/testing/add-media.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { createVideo, getVideo, updateVideo } from './videos.ts';

let world: TestWorld;
let editor: Actor;
const as = (actor: Actor) => ({ actor, ports: world.ports });
const create = (fields: VideoFields) => createVideo(videoInputSchema.parse(fields), as(editor));
const file = async (type: 'video' | 'image' | 'audio', owner = editor) =>
  (await addMedia(world.db, owner, { type })).id;

beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
});
afterAll(() => world.close());

test('a video takes its files in, and gives up those that are replaced or taken out', async () => {
  const [mediaId, coverId, other] = [await file('video'), await file('image'), await file('video')];
  const video = await create({ title: 'Quay', mediaId, coverId });
  expect(video).toMatchObject({ description: '', version: 1, media: { id: mediaId } });
  expect(video.cover?.attachedTo).toEqual({ type: 'video', id: video.id });
  const changed = await updateVideo(
    video.id,
    { mediaId: other, coverId: null, version: 1 },
    as(editor),
  );
  expect(changed).toMatchObject({ mediaId: other, cover: null, version: 2, title: 'Quay' });
  for (const id of [mediaId, coverId]) {
    expect(await unattachedSince(world.db, id)).toBeInstanceOf(Date);
  }
  expect(await unattachedSince(world.db, other)).toBeNull();
  const entries = await world.db.auditEntry.findMany({ where: { subjectId: video.id } });
  expect(entries.map(({ action, details }) => [action, details])).toEqual([
    ['create', {}],
    ['update', { fields: ['mediaId', 'coverId'] }],
  ]);
});

test('each file that does not fit is named, and nothing is saved', async () => {
  const [sound, picture] = [await file('audio'), await file('image')];
  const foreign = await file('image', await world.addUser());
  const count = await world.db.video.count();
  await expect(create({ title: 'No', mediaId: picture, coverId: sound })).rejects.toMatchObject({
    code: 'invalid_request',
    fields: [{ path: 'mediaId' }, { path: 'coverId' }],
  });
  await expect(create({ title: 'No', coverId: foreign })).rejects.toMatchObject({
    fields: [{ path: 'coverId' }],
  });
  await expect(create({ title: 'No', categoryId: 'nothing' })).rejects.toMatchObject({
    fields: [{ path: 'categoryId' }],
  });
  expect(await world.db.video.count()).toBe(count);
  expect(await unattachedSince(world.db, picture)).toBeInstanceOf(Date);
});

test('a stale version is refused, and changes nothing; of two at once one wins', async () => {
  const video = await create({ title: 'Old' });
  await updateVideo(video.id, { title: 'New', version: 1 }, as(editor));
  await expect(
    updateVideo(video.id, { title: 'Newer', version: 1 }, as(editor)),
  ).rejects.toMatchObject({ code: 'conflict' });
  const both = await Promise.allSettled(
    ['a', 'b'].map((title) => updateVideo(video.id, { title, version: 2 }, as(editor))),
  );
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect((await getVideo(video.id, as(editor))).version).toBe(3);
});

test('a video of somebody else is not there, but for admins', async () => {
  const { id } = await create({ title: 'Mine' });
  const stranger = as(await world.addUser());
  await expect(getVideo(id, stranger)).rejects.toMatchObject({ code: 'not_found' });
  await expect(updateVideo(id, { title: 'x' }, stranger)).rejects.toMatchObject({
    code: 'not_found',
  });
  const admin = as(await world.addUser('admin'));
  expect((await updateVideo(id, { title: 'Ours' }, admin)).owner.id).toBe(editor.id);
});
