import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { runSweep } from '#lib/ports/sweep.ts';
import { unfinishedDeletions } from '#lib/ports/sweep-media.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { AppError } from '#lib/shared/errors.ts';
import { MediaFailure } from '#lib/shared/media-failure.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { getMedia, reprocessMedia } from './media.ts';
import { failRun } from './processing-run.ts';
import { failedFiles } from './sweep-failed.ts';

let world: TestWorld;
let editor: Actor;
beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
});
afterAll(() => world.close());
beforeEach(() => world.db.media.deleteMany());

/** A file of the library whose processing fails now. */
async function failed(fields: { readyAt?: Date; purpose?: string } = {}): Promise<string> {
  const storageKey = `images/${crypto.randomUUID()}.png`;
  const body = Buffer.from('broken');
  await world.ports.storage.writeBytes({ key: storageKey, contentType: 'image/png', body });
  const { id: mediaId } = await world.db.media.create({
    data: {
      ...{ ownerId: editor.id, type: 'image', purpose: 'media.image', mimeType: 'image/png' },
      ...{ storageKey, fileName: 'a.png', byteSize: body.length, unattachedSince: null },
      ...{ status: 'processing', generation: 1, ...fields },
    },
  });
  const run = { mediaId, type: 'image', generation: 1 } as const;
  await failRun(run, new MediaFailure('corrupt_file', 'Broken.'), world.ports);
  return mediaId;
}

const rowOf = (id: string) => world.db.media.findUnique({ where: { id } });
const sweep = ({ isDryRun = false, ports = world.ports } = {}) =>
  runSweep(failedFiles, ports, isDryRun);
const attach = (posterId: string) => ({
  data: { ownerId: editor.id, title: 'Uses it', slug: crypto.randomUUID(), posterId },
});
async function isAnyoneWaiting(): Promise<boolean> {
  const waiting = await world.db.$queryRaw<unknown[]>`
    select 1 from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock'`;
  return waiting.length > 0;
}

const oneBroken = { files: 1, bytes: 6, failed: 0 };
const nothing = { files: 0, bytes: 0, failed: 0 };

test('what failed is kept for a week, counted, removed, and told of once', async () => {
  const id = await failed();
  const { storageKey } = await world.db.media.findUniqueOrThrow({ where: { id } });
  const { failure } = await getMedia(id, { actor: editor, ports: world.ports });
  const inAWeek = world.ports.now().getTime() + 7 * 24 * 3_600_000;
  expect(Math.abs(Date.parse(failure?.keptUntil ?? '') - inAWeek)).toBeLessThan(60_000);
  world.passHours(7 * 24 - 1);
  expect(await sweep()).toEqual(nothing);
  world.passHours(2);
  expect(await sweep({ isDryRun: true })).toEqual(oneBroken);
  expect(await rowOf(id)).toMatchObject({ deletingAt: null });
  expect(await world.db.auditEntry.count({ where: { action: 'sweep' } })).toBe(0);
  expect(await sweep()).toEqual(oneBroken);
  expect(await rowOf(id)).toBeNull();
  expect(await world.ports.storage.head(storageKey)).toBeNull();
  expect(await sweep()).toEqual(nothing);
  expect(await world.db.auditEntry.findMany({ where: { action: 'sweep' } })).toMatchObject([
    { actorId: null, noun: 'storage', subjectId: null, details: { name: 'failed', ...oneBroken } },
  ]);
});

test('what was ready once, is in a form, or is tried again stays', async () => {
  const once = await failed({ readyAt: new Date() });
  const used = await failed();
  await world.db.film.create(attach(used));
  const again = await failed();
  await reprocessMedia(again, { actor: editor, ports: world.ports });
  const draftId = crypto.randomUUID();
  const inForm = await failed({ purpose: 'film.poster' });
  const expiresAt = new Date(world.ports.now().getTime() + 30 * 24 * 3_600_000);
  const mine = { ownerId: editor.id };
  await world.db.draft.create({ data: { ...mine, id: draftId, noun: 'film', expiresAt } });
  await world.db.upload.create({
    data: {
      ...{ ...mine, mediaId: inForm, draftId, status: 'completed', purpose: 'film.poster' },
      ...{ storageKey: crypto.randomUUID(), fileName: 'a.png', byteSize: 6, expiresAt },
      contentType: 'image/png',
    },
  });
  world.passHours(8 * 24);
  expect(await sweep()).toEqual(nothing);
  for (const id of [once, used, again, inForm]) {
    expect(await rowOf(id)).toMatchObject({ deletingAt: null });
  }
  for (const id of [once, used]) {
    const { failure } = await getMedia(id, { actor: editor, ports: world.ports });
    expect(failure).toEqual({ code: 'corrupt_file', message: 'Broken.' });
  }
});

test('a form that is being saved at that instant keeps what it takes, a film of the library, too', async () => {
  const id = await failed();
  world.passHours(8 * 24);
  const sweeping = await world.db.$transaction(async (tx) => {
    // As a form does: it takes the file, whose row says already that it is in use.
    await tx.media.update({ where: { id }, data: { unattachedSince: null } });
    await tx.film.create(attach(id));
    const running = sweep();
    await vi.waitUntil(isAnyoneWaiting, { timeout: 10_000 });
    return { running };
  });
  expect(await sweeping.running).toEqual(nothing);
  expect(await rowOf(id)).toMatchObject({ deletingAt: null });
});

test('somebody who tries again at that instant is first, or is told that it is too late', async () => {
  const id = await failed();
  world.passHours(8 * 24);
  const trying = reprocessMedia(id, { actor: editor, ports: world.ports }).then(
    () => 'processing',
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );
  const [outcome, counts] = await Promise.all([trying, sweep()]);
  const row = await rowOf(id);
  if (counts.files === 0) {
    expect(outcome).toBe('processing');
    expect(row).toMatchObject({ status: 'processing', deletingAt: null });
  } else {
    expect(['conflict', 'not_found']).toContain(outcome);
    expect(row).toBeNull();
  }
});

test('a sweep that is killed after the mark is gone on with; one that cannot be removed keeps no other', async () => {
  const [lucky, unlucky] = [await failed(), await failed()];
  world.passHours(8 * 24);
  const { storageKey } = await world.db.media.findUniqueOrThrow({ where: { id: unlucky } });
  const { storage } = world.ports;
  const remove: typeof storage.remove = (keys) =>
    keys.includes(storageKey)
      ? Promise.reject(new AppError('storage_unavailable', 'Away.'))
      : storage.remove(keys);
  const ports = { ...world.ports, storage: { ...storage, remove } };
  expect(await sweep({ ports })).toEqual({ files: 2, bytes: 12, failed: 1 });
  expect(await rowOf(lucky)).toBeNull();
  expect(await rowOf(unlucky)).toMatchObject({ deletingAt: expect.any(Date) });
  expect(await runSweep(unfinishedDeletions, world.ports, true)).toEqual({ files: 1, failed: 0 });
  expect(await runSweep(unfinishedDeletions, world.ports)).toEqual({ files: 1, failed: 0 });
  expect(await rowOf(unlucky)).toBeNull();
});

test('more than a batch, and each is looked at once', async () => {
  const failedAt = new Date(0);
  await world.db.media.createMany({
    data: Array.from({ length: 230 }, () => ({
      ...{ ownerId: editor.id, type: 'image', purpose: 'media.image', mimeType: 'image/png' },
      ...{ storageKey: crypto.randomUUID(), fileName: 'a.png', byteSize: 2, failedAt },
      status: 'failed',
    })) as never,
  });
  expect(await sweep({ isDryRun: true })).toEqual({ files: 230, bytes: 460, failed: 0 });
  const { next } = await failedFiles.batch(world.ports, { after: '', isDryRun: false });
  expect(next).not.toBeNull();
  expect(await sweep()).toEqual({ files: 130, bytes: 260, failed: 0 });
}, 60_000);
