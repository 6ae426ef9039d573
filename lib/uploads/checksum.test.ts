import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fingerprintOf, sha256Of } from '#lib/testing/fingerprint-of.ts';
import { mp4Like } from '#lib/testing/sample-files.ts';
import { sendBytes } from '#lib/testing/send-bytes.ts';
import { completeUpload } from './complete-upload.ts';
import { mebibyte, openStage, type Stage } from './test-uploads.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.world.close());

const film = { fileName: 'film.mp4', purpose: 'film.video' } as const;
const checksum = (sha256: string) => ({ checksum: { sha256 } });
const another = createHash('sha256').update('another file').digest('hex');
const complete = (id: string, sha256?: string) =>
  completeUpload(id, stage.context, sha256 ? checksum(sha256) : {});

async function rowsOf({ id, mediaId, key }: { id: string; mediaId: string; key: string }) {
  const { db, ports } = stage.world;
  const renditions: string[] = [];
  for await (const object of ports.storage.list(`renditions/${mediaId}/`)) {
    renditions.push(object.key);
  }
  return {
    upload: await db.upload.findUniqueOrThrow({ where: { id } }),
    media: await db.media.findUniqueOrThrow({ where: { id: mediaId } }),
    isStored: (await ports.storage.head(key)) !== null,
    renditions,
  };
}
const refused = {
  upload: { status: 'rejected', rejectionCode: 'checksum_mismatch' },
  media: { status: 'failed', failureCode: 'checksum_mismatch' },
  isStored: false,
  renditions: [],
};

/** As the processing does at its start. */
const hashed = (mediaId: string, file: Buffer) =>
  stage.world.db.media.update({ where: { id: mediaId }, data: { sha256: sha256Of(file) } });

/** A storage that tells what it is asked. */
function watched() {
  const asked: string[] = [];
  const { storage } = stage.world.ports;
  const verbs = Object.entries(storage).map(([name, verb]) => [
    name,
    (...args: unknown[]) => {
      asked.push(name);
      return (verb as (...args: unknown[]) => unknown)(...args);
    },
  ]);
  const ports = { ...stage.world.ports, storage: Object.fromEntries(verbs) as typeof storage };
  return { asked, context: { ...stage.context, ports } };
}

describe('the fingerprint', () => {
  test.each([24, 100_000, 131_072, 131_073, 3 * mebibyte])(
    'of %i bytes is computed from what is stored',
    async (byteSize) => {
      const start = mp4Like(24);
      const file = Buffer.concat([start, randomBytes(byteSize - 24)]);
      const fingerprint = fingerprintOf(file);
      const ticket = await stage.sent(file, { ...film, fingerprint });
      await complete(ticket.id);
      expect((await rowsOf(ticket)).media.fingerprint).toBe(fingerprint);
    },
  );

  test('another one than declared is refused, and the object goes', async () => {
    const ticket = await stage.sent(await stage.picture(), { fingerprint: another });
    const refusal = { code: 'checksum_mismatch' };
    await expect(complete(ticket.id)).rejects.toMatchObject(refusal);
    await expect(complete(ticket.id)).rejects.toMatchObject(refusal);
    expect(await rowsOf(ticket)).toMatchObject(refused);
  });

  test('costs one request for a small file, two for a large one', async () => {
    const [small, large] = [await stage.picture(), mp4Like(mebibyte)];
    const [one, two] = [await stage.sent(small), await stage.sent(large, film)];
    const first = watched();
    await completeUpload(one.id, first.context);
    expect(first.asked).toEqual(['read']);
    const second = watched();
    await completeUpload(two.id, second.context);
    expect(second.asked).toEqual(['read', 'read']);
  });
});

describe('the size', () => {
  test.each([
    ['shorter', -1],
    ['longer', 1],
    ['much shorter', -900_000],
  ])('of a large object that is %s is refused', async (_, difference) => {
    const announced = mp4Like(mebibyte);
    const ticket = await stage.open(announced, film);
    const body = mp4Like(mebibyte + difference);
    const object = { key: ticket.key, contentType: 'video/mp4', body };
    await stage.world.ports.storage.writeBytes(object);
    await expect(complete(ticket.id)).rejects.toMatchObject({
      code: 'size_mismatch',
      message: `Expected ${announced.length} bytes, found ${body.length}.`,
    });
    expect((await rowsOf(ticket)).isStored).toBe(false);
  });
});

describe('the hash of the whole file', () => {
  test('is compared at once where the whole file was read', async () => {
    const file = await stage.picture();
    const good = await stage.sent(file, checksum(sha256Of(file)));
    await complete(good.id, sha256Of(file));
    expect((await rowsOf(good)).media.sha256).toBe(sha256Of(file));
    const bad = await stage.sent(file, checksum(another));
    await expect(complete(bad.id)).rejects.toMatchObject({ code: 'checksum_mismatch' });
    expect(await rowsOf(bad)).toMatchObject(refused);
  });

  test('of a larger file is kept for the processing, told at the first complete or later', async () => {
    const file = mp4Like(mebibyte);
    const [first, later] = [await stage.sent(file, film), await stage.finished(file, film)];
    for (const ticket of [first, later]) {
      expect((await complete(ticket.id, sha256Of(file))).status).toBe('processing');
      expect(await rowsOf(ticket)).toMatchObject({
        upload: { declaredSha256: sha256Of(file) },
        media: { sha256: null },
      });
    }
  });

  test('told late, after the processing found it, is compared at once', async () => {
    const file = mp4Like(mebibyte);
    const ticket = await stage.finished(file, film);
    await hashed(ticket.mediaId, file);
    const answers = await Promise.all([
      complete(ticket.id, sha256Of(file)),
      complete(ticket.id, sha256Of(file)),
    ]);
    expect(answers.map(({ id }) => id)).toEqual([ticket.mediaId, ticket.mediaId]);
    expect(await stage.eventsOf(ticket.mediaId)).toHaveLength(1);
  });

  test.each(['processing', 'ready'] as const)(
    'told late, of a media that is %s, and another one: everything goes, every time',
    async (status) => {
      const file = mp4Like(mebibyte);
      const ticket = await stage.finished(file, film);
      const { mediaId: id } = ticket;
      await hashed(id, file);
      await stage.world.db.media.update({ where: { id }, data: { status } });
      const storageKey = `renditions/${id}/1/poster.webp`;
      const [body, contentType] = [Buffer.from('poster'), 'image/webp'];
      await stage.world.ports.storage.writeBytes({ key: storageKey, contentType, body });
      await stage.world.db.rendition.create({
        data: { mediaId: id, generation: 1, name: 'poster', status: 'ready', storageKey },
      });
      const refusals = await Promise.allSettled([
        complete(ticket.id, another),
        complete(ticket.id, another),
      ]);
      refusals.push(...(await Promise.allSettled([complete(ticket.id, another)])));
      refusals.push(...(await Promise.allSettled([complete(ticket.id)])));
      expect(refusals).toMatchObject(
        Array.from({ length: 4 }, () => ({ reason: { code: 'checksum_mismatch' } })),
      );
      expect(await rowsOf(ticket)).toMatchObject(refused);
      expect(await stage.world.db.rendition.count({ where: { mediaId: id } })).toBe(0);
    },
  );

  test('cannot be taken back: a second, different one is a conflict', async () => {
    const file = mp4Like(mebibyte);
    const ticket = await stage.sent(file, { ...film, ...checksum(sha256Of(file)) });
    const conflict = { code: 'conflict' };
    await expect(complete(ticket.id, another)).rejects.toMatchObject(conflict);
    expect((await complete(ticket.id, sha256Of(file))).status).toBe('processing');
    await expect(complete(ticket.id, another)).rejects.toMatchObject(conflict);
    expect((await rowsOf(ticket)).isStored).toBe(true);
  });

  test('of two first completes with different ones, one stands', async () => {
    const ticket = await stage.sent(mp4Like(mebibyte), film);
    const answers = await Promise.allSettled([
      complete(ticket.id, another),
      complete(ticket.id, sha256Of(mp4Like(mebibyte))),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = answers.find((answer) => answer.status === 'rejected');
    expect(lost?.reason).toMatchObject({ code: 'conflict' });
  });

  test('of an aborted upload is of no interest', async () => {
    const ticket = await stage.open(await stage.picture());
    await stage.world.db.upload.update({ where: { id: ticket.id }, data: { status: 'aborted' } });
    await expect(complete(ticket.id, another)).rejects.toMatchObject({ code: 'upload_expired' });
  });
});

test('a complete whose answer was lost while the store was away works when it is repeated', async () => {
  const file = mp4Like(17 * mebibyte);
  const ticket = await stage.open(file, film);
  await sendBytes(ticket, file);
  const { storage } = stage.world.ports;
  const away = { ...storage, read: () => Promise.reject(new Error('socket hang up')) };
  const ports = { ...stage.world.ports, storage: away };
  await expect(completeUpload(ticket.id, { ...stage.context, ports })).rejects.toThrow('hang up');
  expect((await complete(ticket.id)).status).toBe('processing');
});

test('a hash told by somebody else changes nothing', async () => {
  const stranger = stage.contextOf(await stage.world.addUser());
  const file = await stage.picture();
  const ticket = await stage.finished(file);
  await hashed(ticket.mediaId, file);
  await expect(completeUpload(ticket.id, stranger, checksum(another))).rejects.toMatchObject({
    code: 'not_found',
  });
  expect(await rowsOf(ticket)).toMatchObject({
    upload: { status: 'completed', declaredSha256: null },
    media: { status: 'processing' },
    isStored: true,
  });
});

test('a hash that differs, told while another call completes, still refuses the upload whole', async () => {
  const ticket = await stage.sent(await stage.picture());
  const { storage } = stage.world.ports;
  const read: typeof storage.read = async (...args) => {
    await complete(ticket.id);
    return storage.read(...args);
  };
  const ports = { ...stage.world.ports, storage: { ...storage, read } };
  const late = completeUpload(ticket.id, { ...stage.context, ports }, checksum(another));
  await expect(late).rejects.toMatchObject({ code: 'checksum_mismatch' });
  expect(await rowsOf(ticket)).toMatchObject(refused);
});
