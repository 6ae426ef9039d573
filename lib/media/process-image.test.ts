// A photograph of a phone, from the store to its renditions.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { getMedia } from './media.ts';
import { publishImage } from './process-image.ts';
import { fetchSource } from './workspace.ts';

let world: TestWorld;
let editor: Actor;
beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
});
afterAll(() => world.close());

const samples = join(import.meta.dirname, '../images/test-heic');

async function stored(body: Buffer) {
  const storageKey = `images/${crypto.randomUUID()}.heic`;
  await world.ports.storage.writeBytes({ key: storageKey, contentType: 'image/heic', body });
  const media = await world.db.media.create({
    data: {
      ...{ ownerId: editor.id, type: 'image', purpose: 'media.image', status: 'processing' },
      ...{ storageKey, mimeType: 'image/heic', fileName: 'IMG_0001.HEIC' },
      ...{ byteSize: body.length, generation: 1 },
    },
  });
  return { media, run: { mediaId: media.id, type: 'image', generation: 1 } as const };
}

test('a HEIC becomes ready like any other picture, and is said to be one', async () => {
  const { media, run } = await stored(await readFile(join(samples, 'turned.heic')));
  await publishImage(run, world.ports);
  const ready = await getMedia(media.id, { actor: editor, ports: world.ports });
  expect(ready).toMatchObject({ status: 'ready', width: 120, height: 80 });
  expect(ready.metadata).toMatchObject({ format: 'heic', orientation: 1 });
  expect(Object.keys(ready.urls).sort()).toEqual(
    ['large', 'medium', 'original', 'small', 'thumbnail', 'webp'].sort(),
  );
}, 60_000);

test('of one that is cut off nothing stays but the original', async () => {
  const whole = await readFile(join(samples, 'grid.heic'));
  const { media, run } = await stored(whole.subarray(0, -100));
  await expect(publishImage(run, world.ports)).rejects.toMatchObject({ code: 'corrupt_file' });
  const source = await fetchSource(run, media, world.ports);
  expect(await readdir(join(source, '..'))).toEqual(['source']);
  expect(await world.db.rendition.count({ where: { mediaId: media.id } })).toBe(0);
}, 60_000);
