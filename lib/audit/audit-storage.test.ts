import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import type { StorageReport } from '#lib/shared/schemas/storage-audit.ts';
import { countFindings } from '#lib/shared/schemas/storage-audit.ts';
import { inParallel } from '#lib/storage/in-parallel.ts';
import { captionKey, originalKey, renditionKey } from '#lib/storage/keys.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { auditStorage } from './audit-storage.ts';

let world: TestWorld;
let owner: Actor;

beforeEach(async () => {
  world = await createTestWorld();
  owner = await world.addUser();
});
afterEach(() => world.close());

const audit = (graceSeconds = 0): Promise<StorageReport> =>
  auditStorage(world.ports, { graceSeconds });

async function store(key: string, bytes = 4): Promise<string> {
  const body = Buffer.alloc(bytes);
  await world.ports.storage.writeBytes({ key, contentType: 'video/mp4', body });
  return key;
}

type Fields = Parameters<TestWorld['db']['media']['create']>[0]['data'];

/** A media whose original of four bytes is stored. */
async function addStored(fields: Partial<Fields> = {}) {
  const media = await addRow(fields);
  await store(media.storageKey);
  return media;
}

function addRow(fields: Partial<Fields> = {}) {
  const storageKey = originalKey('video', randomUUID(), '.mp4');
  return world.db.media.create({
    data: {
      ...{ ownerId: owner.id, type: 'video', purpose: 'film.video', fileName: 'a.mp4' },
      ...{ status: 'ready', generation: 1, storageKey, byteSize: 4, mimeType: 'video/mp4' },
      ...fields,
    } as Fields,
  });
}

function addRendition(mediaId: string, fields: object) {
  const row = { mediaId, generation: 1, name: 'mp4', status: 'ready', ...fields } as const;
  return world.db.rendition.create({ data: row });
}

test('an empty store and no rows agree', async () => {
  const report = await audit();
  expect(countFindings(report)).toBe(0);
  expect(report.objects).toEqual({ count: 0, bytes: 0 });
});

test('everything a row names is where it should be', async () => {
  const { id } = await addStored();
  const [mp4, hls, segment, vtt] = [
    await store(renditionKey(id, 1, 'mp4.mp4'), 10),
    await store(renditionKey(id, 1, 'hls/master.m3u8'), 3),
    await store(renditionKey(id, 1, 'hls/720p.m4s'), 5),
    await store(captionKey(id, randomUUID()), 7),
  ];
  await addRendition(id, { storageKey: mp4, objectKeys: [mp4], byteSize: 10 });
  const ladder = { storageKey: hls, objectKeys: [hls, segment], byteSize: 8 };
  await addRendition(id, { ...ladder, name: 'hls' });
  // A later run took it over and names the same objects.
  await addRendition(id, { ...ladder, name: 'hls', generation: 2, madeIn: 1, status: 'spare' });
  await world.db.caption.create({
    data: { mediaId: id, language: 'en', label: 'E', storageKey: vtt, byteSize: 7, cueCount: 1 },
  });
  const report = await audit();
  expect(report).toMatchObject({
    objects: { count: 5, bytes: 29 },
    orphans: { count: 0 },
    missing: { count: 0 },
    mismatched: { count: 0 },
  });
  expect(report.ages[0]).toEqual({ upToHours: 1, count: 5, bytes: 29 });
});

describe('objects no row names', () => {
  test('are orphans, whose media is gone as well', async () => {
    const { id } = await addStored();
    const keys = [
      await store(originalKey('image', randomUUID(), '.png'), 1),
      await store(captionKey(randomUUID(), randomUUID()), 2),
      await store(renditionKey(randomUUID(), 3, 'mp4.mp4'), 3),
      await store(renditionKey(id, 1, 'small.jpg'), 4),
      await store('elsewhere/note.txt', 5),
    ];
    const { orphans, objects } = await audit();
    expect(orphans).toMatchObject({ count: 5, bytes: 15, foreign: 1 });
    expect(orphans.keys.toSorted()).toEqual(keys.toSorted());
    expect(objects.count).toBe(6);
  });

  test('are none where a rendition names them, wherever they lie', async () => {
    const { id } = await addStored();
    const key = await store('elsewhere/shared.jpg');
    await addRendition(id, { storageKey: key, objectKeys: [key], byteSize: 4 });
    await addRendition(id, { name: 'hls', storageKey: 'x/1', objectKeys: ['x/1', 'x/2'] });
    expect(countFindings(await audit())).toBe(0);
  });

  test('are none while they are young', async () => {
    await store(originalKey('image', randomUUID(), '.png'));
    expect(await audit(3600)).toMatchObject({
      orphans: { count: 0 },
      spared: { young: { count: 1, bytes: 4 } },
    });
    world.passHours(2);
    expect((await audit(3600)).orphans.count).toBe(1);
  });

  test('are none while their media is worked on or being deleted', async () => {
    const running = await addStored({ status: 'processing' });
    const going = await addStored({ deletingAt: new Date() });
    await store(renditionKey(running.id, 1, 'early/0.ts'));
    await store(renditionKey(going.id, 1, 'mp4.mp4'));
    const { orphans, spared, missing } = await audit();
    expect(orphans.count).toBe(0);
    expect(spared.underWay.count).toBe(2);
    expect(missing.count).toBe(0);
  });

  test('are none when an upload that ended may still bring them', async () => {
    const key = await store(originalKey('image', randomUUID(), '.png'));
    await world.db.upload.create({
      data: {
        ...{ ownerId: owner.id, purpose: 'media.image', storageKey: key, fileName: 'a.png' },
        ...{ byteSize: 4, contentType: 'image/png', status: 'aborted', expiresAt: new Date() },
      },
    });
    expect((await audit()).orphans.count).toBe(0);
  });
});

describe('objects a row names', () => {
  test('are missing: an original, one of several of a rendition, a caption', async () => {
    const { id } = await addStored();
    const lost = await addRow();
    const hls = await store(renditionKey(id, 1, 'hls/master.m3u8'));
    const segment = renditionKey(id, 1, 'hls/720p.m4s');
    await addRendition(id, { storageKey: hls, objectKeys: [hls, segment], byteSize: 9 });
    const vtt = captionKey(id, randomUUID());
    await world.db.caption.create({
      data: { mediaId: id, language: 'en', label: 'E', storageKey: vtt, byteSize: 7, cueCount: 1 },
    });
    const { missing, mismatched } = await audit();
    expect(missing).toMatchObject({
      count: 3,
      byKind: { original: 1, rendition: 1, caption: 1, upload: 0 },
    });
    expect(missing.found).toContainEqual({
      ...{ key: lost.storageKey, kind: 'original', mediaId: lost.id },
    });
    expect(mismatched.count).toBe(0);
  });

  test('are not missed while their row is young', async () => {
    await addRow();
    expect((await audit(3600)).missing.count).toBe(0);
    world.passHours(2);
    expect((await audit(3600)).missing.count).toBe(1);
  });

  test.each<[string, Partial<Fields>]>([
    ['is being uploaded', { status: 'uploading' }],
    ['is being deleted', { deletingAt: new Date() }],
    ['lost its original and says so', { status: 'failed', failureCode: 'source_missing' }],
  ])('are not missed when the media %s', async (_, fields) => {
    await addRow(fields);
    expect((await audit()).missing.count).toBe(0);
  });

  test('are not missed when the file was refused, and are when processing failed', async () => {
    const refused = await addRow({ status: 'failed', failureCode: 'wrong_size' });
    await world.db.upload.create({
      data: {
        ...{ ownerId: owner.id, mediaId: refused.id, purpose: 'film.video', fileName: 'a.mp4' },
        ...{ storageKey: refused.storageKey, byteSize: 4, contentType: 'video/mp4' },
        ...{ status: 'rejected', expiresAt: new Date() },
      },
    });
    const broken = await addRow({ status: 'failed', failureCode: 'corrupt_file' });
    const { missing } = await audit();
    expect(missing.found.map(({ mediaId }) => mediaId)).toEqual([broken.id]);
  });

  test('have another size: alone, or together', async () => {
    const { id } = await addStored({ byteSize: 5 });
    const [hls, segment] = [
      await store(renditionKey(id, 1, 'hls/master.m3u8'), 3),
      await store(renditionKey(id, 1, 'hls/720p.m4s'), 5),
    ];
    await addRendition(id, { storageKey: hls, objectKeys: [hls, segment], byteSize: 9 });
    const { mismatched } = await audit();
    expect(mismatched.count).toBe(2);
    expect(mismatched.found.map(({ expectedBytes, storedBytes }) => [expectedBytes, storedBytes]))
      // In key order: renditions come before videos.
      .toEqual([
        [9, 8],
        [5, 4],
      ]);
  });
});

test('what is deleted while the walk goes on is not missing', async () => {
  const [going, gone] = [await addRow(), await addRow()];
  const { storage, db } = world.ports;
  const { missing } = await auditStorage(
    {
      ...world.ports,
      storage: {
        ...storage,
        async head(key) {
          const found = await storage.head(key);
          await db.media.updateMany({ where: { id: going.id }, data: { deletingAt: new Date() } });
          await db.media.deleteMany({ where: { id: gone.id } });
          return found;
        },
      },
    },
    { graceSeconds: 0 },
  );
  expect(missing.count).toBe(0);
});

test('an object that is stored after its page was listed is not missing', async () => {
  const { storageKey } = await addRow();
  const { storage } = world.ports;
  const { missing } = await auditStorage(
    {
      ...world.ports,
      storage: {
        ...storage,
        async *list(prefix) {
          yield* storage.list(prefix);
          await store(storageKey);
        },
      },
    },
    { graceSeconds: 0 },
  );
  expect(missing.count).toBe(0);
});

test('more than a page of both, and keys of every kind beside each other', async () => {
  const rows = Array.from({ length: 600 }, (_, index) => ({
    ...({ ownerId: owner.id, type: 'image', purpose: 'media.image', status: 'ready' } as const),
    ...{ storageKey: `images/${String(index).padStart(4, '0')}`, fileName: 'a', byteSize: 4 },
    mimeType: 'image/png',
  }));
  await world.db.media.createMany({ data: rows });
  const some = rows.filter((_, index) => index % 5 === 1);
  // Signs that sort otherwise by language, by UTF-16 and by bytes.
  const strange = ['Ä', 'a b', 'a+b', 'a-b', 'a_b', 'é', '\u{1f600}', '\uff5e', 'ZZ', 'zz'];
  const keys = [...some.map(({ storageKey }) => storageKey), ...strange.map((name) => `x/${name}`)];
  await inParallel(keys, 8, async (key) => void (await store(key)));
  const seen: number[] = [];
  const { missing, orphans } = await auditStorage(world.ports, {
    graceSeconds: 0,
    listeners: { onProgress: (objects) => void seen.push(objects) },
  });
  expect(missing.count).toBe(480);
  expect(missing.found).toHaveLength(50);
  expect(orphans).toMatchObject({ count: strange.length, foreign: strange.length });
  expect(seen.length).toBeGreaterThan(0);
});

test('sessions nobody uses are told apart from those of uploads and of runs', async () => {
  const running = await addStored({ status: 'processing' });
  const start = (key: string) =>
    world.ports.storage.startMultipart({ key, contentType: 'video/mp4' });
  await start(renditionKey(running.id, 1, 'mp4.mp4'));
  const open = await addRow({ status: 'uploading' });
  await world.db.upload.create({
    data: {
      ...{ ownerId: owner.id, mediaId: open.id, purpose: 'film.video', fileName: 'a.mp4' },
      ...{ storageKey: open.storageKey, byteSize: 4, contentType: 'video/mp4' },
      ...{ multipartId: await start(open.storageKey), expiresAt: new Date() },
    },
  });
  // Begun twice for the same upload: only one of them is known.
  await start(open.storageKey);
  const { multiparts } = await audit();
  expect(multiparts).toEqual({ open: 3, orphans: 1, keys: [open.storageKey] });
  expect((await audit(3600)).multiparts.orphans).toBe(0);
});
