// Proves that the kill suite notices what it is for.
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { examine, notGoneOf, unsettledOf, type World } from './examine.ts';
import type { SentFile } from './play-run.ts';

let testWorld: TestWorld;
let world: World;
let owner: Actor;

beforeAll(async () => {
  testWorld = await createTestWorld();
  world = { db: testWorld.db, storage: testWorld.ports.storage };
  owner = await testWorld.addUser();
});

afterAll(() => testWorld.close());

const bytes = Buffer.from('a sound');

function sent(expected: SentFile['expected'] = 'there once'): SentFile {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return {
    ...{ path: '', fileName: `${randomUUID()}.wav`, purpose: 'media.audio', sha256, expected },
    ...{ byteSize: bytes.length, run: 1, ending: expected === 'gone' ? 'deleted' : 'told' },
  };
}

async function store(key: string, body: Buffer = bytes): Promise<void> {
  await world.storage.writeBytes({ key, contentType: 'audio/wav', body });
}

/** A media as it stands when all went well; answers its id and where its original lies. */
async function bringIn({ fileName, byteSize }: SentFile) {
  const storageKey = `audio/${randomUUID()}.wav`;
  await store(storageKey);
  const file = { ownerId: owner.id, purpose: 'media.audio', storageKey, fileName, byteSize };
  const { id } = await world.db.media.create({
    data: {
      ...{ ...file, type: 'audio', mimeType: 'audio/wav', status: 'ready', generation: 2 },
      upload: {
        create: { ...file, contentType: 'audio/wav', status: 'completed', expiresAt: new Date() },
      },
    },
  });
  for (const name of ['mp3', 'waveform']) await addRendition(id, name, 2);
  return { id, storageKey };
}

async function addRendition(mediaId: string, name: string, generation: number): Promise<void> {
  const key = `renditions/${mediaId}/${generation}/${name}`;
  await store(key);
  await world.db.rendition.create({
    data: {
      ...{ mediaId, name, generation, status: 'ready', storageKey: key, objectKeys: [key] },
      byteSize: bytes.length,
    },
  });
}

test('a file that is ready and whole gives no reason to complain', async () => {
  const file = sent();
  await bringIn(file);
  expect(await examine(file, world)).toEqual({ file, status: 'ready', complaints: [] });
  expect(await unsettledOf([file], world)).toEqual([]);
});

test('lost, there twice, and not what was sent', async () => {
  const file = sent();
  expect((await examine(file, world)).complaints).toEqual(['lost: nothing knows it']);
  const { storageKey } = await bringIn(file);
  await bringIn(file);
  expect((await examine(file, world)).complaints).toEqual(['there more than once']);
  const other = sent();
  const { storageKey: otherKey } = await bringIn(other);
  await store(otherKey, Buffer.from('a s0und'));
  expect((await examine(other, world)).complaints).toEqual(['its original is not what was sent']);
  await world.storage.remove([otherKey, storageKey]);
  expect((await examine(other, world)).complaints).toEqual(['its original is not stored']);
});

test('renditions that are missing, of another size, or of two runs', async () => {
  const file = sent();
  const { id } = await bringIn(file);
  await addRendition(id, 'mp3', 1);
  await store(`renditions/${id}/2/mp3`, Buffer.from('short'));
  await world.storage.remove([`renditions/${id}/2/waveform`]);
  await world.db.rendition.deleteMany({ where: { mediaId: id, name: 'thumbnail' } });
  expect((await examine(file, world)).complaints.toSorted()).toEqual(
    [
      'mp3 of run 1 beside run 2',
      'mp3 has 5 bytes, its row says 7',
      'objects of waveform are not stored',
      'waveform has 0 bytes, its row says 7',
    ].toSorted(),
  );
  await world.db.rendition.deleteMany({ where: { mediaId: id, name: 'waveform' } });
  expect((await examine(file, world)).complaints).toContain('has no waveform');
});

test('failed with and without a reason, and still under way', async () => {
  const file = sent();
  const { id } = await bringIn(file);
  const become = (data: object) => world.db.media.update({ where: { id }, data });
  await become({ status: 'failed', failureCode: 'internal' });
  expect(await examine(file, world)).toMatchObject({ status: 'failed', complaints: [] });
  await become({ failureCode: null });
  expect((await examine(file, world)).complaints).toEqual(['failed without a reason']);
  await become({ status: 'processing' });
  expect((await examine(file, world)).complaints).toEqual(['still processing']);
  expect(await unsettledOf([file], world)).toEqual([file.fileName]);
});

test('what was deleted or given up and is still there', async () => {
  const file = sent('gone');
  expect(await examine(file, world)).toEqual({ file, status: 'gone', complaints: [] });
  await bringIn(file);
  expect((await examine(file, world)).complaints).toEqual(['was to be gone and is ready']);
  expect(await notGoneOf([file], world)).toEqual([file.fileName]);
});
