import { afterAll, beforeAll, expect, test } from 'vitest';
import { runSweep } from '#lib/ports/sweep.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { MediaStatus } from '#lib/shared/media-state.ts';
import { renditionKey } from '#lib/storage/keys.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { unnamedRenditions } from './sweep-unnamed.ts';

let world: TestWorld;
let editor: Actor;
beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
});
afterAll(() => world.close());

async function media(status: MediaStatus, generation: number): Promise<string> {
  const { id } = await world.db.media.create({
    data: {
      ...{ ownerId: editor.id, type: 'video', purpose: 'film.video', mimeType: 'video/mp4' },
      ...{ storageKey: crypto.randomUUID(), fileName: 'a.mp4', byteSize: 1, status, generation },
    },
  });
  return id;
}

async function store(mediaId: string, generation: number, path: string): Promise<string> {
  const key = renditionKey(mediaId, generation, path);
  await world.ports.storage.writeBytes({ key, contentType: 'video/mp4', body: Buffer.from('x') });
  return key;
}

async function stored(): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of world.ports.storage.list('renditions/')) keys.push(key);
  return keys.sort();
}

const sweep = ({ isDryRun = false } = {}) => runSweep(unnamedRenditions, world.ports, isDryRun);

test('what no row names and nobody works on goes, and nothing else', async () => {
  const ready = await media('ready', 2);
  const underWay = await media('processing', 2);
  const kept = [
    await store(ready, 1, 'ladder/720p.mp4'),
    await store(ready, 2, 'poster/poster.jpg'),
    await store(underWay, 1, 'chunks/0-90/720p.mp4'),
    await store(underWay, 2, 'early/made0.ts'),
    // Of a run that begins while this looks around.
    await store(ready, 3, 'early/made0.ts'),
    await store(crypto.randomUUID(), 1, 'hls/master.m3u8'),
  ];
  const [mp4 = '', poster = ''] = kept;
  const row = { mediaId: ready, generation: 2, status: 'ready' } as const;
  await world.db.rendition.createMany({
    data: [
      { ...row, name: 'mp4', madeIn: 1, storageKey: mp4, objectKeys: [mp4] },
      { ...row, name: 'poster', storageKey: poster, objectKeys: [poster] },
    ],
  });
  await store(ready, 1, 'poster/poster.jpg');
  await store(ready, 2, 'early/made0.ts');
  await store(await media('failed', 1), 1, 'chunks/sound.mp4');

  const before = await stored();
  expect(before).toHaveLength(9);
  world.passHours(23);
  expect(await sweep()).toEqual({ objects: 0, bytes: 0, failed: 0 });

  world.passHours(2);
  expect(await sweep({ isDryRun: true })).toEqual({ objects: 3, bytes: 3, failed: 0 });
  expect(await stored()).toEqual(before);
  expect(await sweep()).toEqual({ objects: 3, bytes: 3, failed: 0 });
  expect(await stored()).toEqual(kept.sort());
});

test('more media than are looked at together', async () => {
  const ids = await Promise.all(Array.from({ length: 103 }, () => media('ready', 1)));
  await Promise.all(ids.map((id) => store(id, 1, 'webp.webp')));
  const before = await stored();
  expect(await sweep()).toMatchObject({ objects: 103 });
  expect(await stored()).toHaveLength(before.length - 103);
});
