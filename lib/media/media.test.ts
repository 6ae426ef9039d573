import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { deleteMedia, reprocessMedia } from './media.ts';
import { mediaStates } from './media-states.ts';
import { Superseded, withProgress } from './processing-run.ts';
import { publishRenditions } from './publish-renditions.ts';
import { watchMedia } from './watch-media.ts';

let world: TestWorld;
let editor: Actor;
const context = () => ({ actor: editor, ports: world.ports });

beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
});
afterAll(() => world.close());

function addMedia(status: 'uploading' | 'processing' | 'ready' | 'failed' = 'ready') {
  return world.db.media.create({
    data: {
      ...{ ownerId: editor.id, type: 'video', purpose: 'film.video', mimeType: 'video/mp4' },
      ...{ status, generation: 1, fileName: 'film.mp4', byteSize: 1 },
      storageKey: `videos/${crypto.randomUUID()}.mp4`,
    },
  });
}

function addUpload(
  media: { id: string; storageKey: string },
  rest: { status: 'open' } | { status: 'rejected' },
) {
  return world.db.upload.create({
    data: {
      ...{ ownerId: editor.id, mediaId: media.id, storageKey: media.storageKey, ...rest },
      ...{ purpose: 'film.video', fileName: 'film.mp4', byteSize: 1, contentType: 'video/mp4' },
      expiresAt: new Date(),
    },
  });
}

/** Whether a connection of this database waits for another one's transaction. */
async function isAnyoneWaiting(): Promise<boolean> {
  const waiting = await world.db.$queryRaw<unknown[]>`
    select 1 from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock'`;
  return waiting.length > 0;
}

test('deleting waits for a form that is being saved with the file, and then refuses', async () => {
  const { id } = await addMedia();
  const { deleting } = await world.db.$transaction(async (tx) => {
    await tx.media.update({ where: { id }, data: { unattachedSince: null } });
    await tx.film.create({
      data: { ownerId: editor.id, title: 'Saving', slug: 'saving', videoId: id },
    });
    const running = deleteMedia(id, { ...context(), isForced: false });
    running.catch(() => {});
    await vi.waitUntil(isAnyoneWaiting, { timeout: 10_000 });
    return { deleting: running };
  });
  await expect(deleting).rejects.toMatchObject({ code: 'conflict' });
  expect(await world.db.media.count({ where: { id, deletingAt: null } })).toBe(1);
  await deleteMedia(id, { ...context(), isForced: true });
  expect(await world.db.film.findUniqueOrThrow({ where: { slug: 'saving' } })).toMatchObject({
    videoId: null,
  });
});

test('deleting a file that is still sent ends its upload', async () => {
  const media = await addMedia('uploading');
  const { id } = await addUpload(media, { status: 'open' });
  await deleteMedia(media.id, { ...context(), isForced: false });
  expect(await world.db.upload.findUniqueOrThrow({ where: { id } })).toMatchObject({
    status: 'aborted',
    mediaId: null,
  });
});

test('a refused file is not processed, also while its object is still there', async () => {
  const media = await addMedia('failed');
  await addUpload(media, { status: 'rejected' });
  const { storageKey: key } = media;
  await world.ports.storage.writeBytes({ key, contentType: 'video/mp4', body: Buffer.from('x') });
  await expect(reprocessMedia(media.id, context())).rejects.toMatchObject({ code: 'conflict' });
});

test('a run that fails at the moment it enters its renditions enters none', async () => {
  const { id } = await addMedia('processing');
  const run = { mediaId: id, type: 'video', generation: 1 } as const;
  const { publishing } = await world.db.$transaction(async (tx) => {
    await tx.media.update({ where: { id }, data: { status: 'failed' } });
    const running = publishRenditions(run, { folder: tmpdir(), attempt: 1 }, [], world.ports);
    running.catch(() => {});
    await vi.waitUntil(isAnyoneWaiting, { timeout: 10_000 });
    return { publishing: running };
  });
  await expect(publishing).rejects.toThrow(Superseded);
});

test('a slow database gets one heartbeat at a time, not all that were missed', async () => {
  vi.useFakeTimers();
  try {
    const answers: (() => void)[] = [];
    const updateMany = () =>
      new Promise<{ count: number }>((resolve) => answers.push(() => resolve({ count: 1 })));
    const db = { media: { updateMany }, $executeRaw: async () => 1 };
    const ports = { ...world.ports, db: db as unknown as TestWorld['db'] };
    const run = { mediaId: 'any', type: 'video', generation: 1 } as const;
    await withProgress(run, ports, new AbortController().signal, async () => {
      await vi.advanceTimersByTimeAsync(7000);
      answers[0]?.();
      await vi.advanceTimersByTimeAsync(100);
    });
    expect(answers).toHaveLength(1);
  } finally {
    vi.useRealTimers();
  }
});

test('who comes back is told at once that watching goes on, and then only news', async () => {
  const { id, updatedAt } = await addMedia('processing');
  const leave = new AbortController();
  const lastSeen = String(updatedAt.getTime());
  const moments = watchMedia(id, { ...context(), signal: leave.signal, lastSeen });
  expect((await moments.next()).value).toMatchObject({ isKnown: true });
  const news = moments.next();
  await world.db.media.update({ where: { id }, data: { progress: 0.5 } });
  await world.db.$executeRaw`select pg_notify('media_moved', ${id})`;
  expect((await news).value).toMatchObject({ isKnown: false, event: { progress: 0.5 } });
  leave.abort();
  expect((await moments.next()).done).toBe(true);
});

test('the end is told even when it came within a millisecond of what was seen last', async () => {
  const { id, updatedAt } = await addMedia('processing');
  const { signal } = new AbortController();
  const moments = watchMedia(id, { ...context(), signal, lastSeen: null });
  await moments.next();
  const end = moments.next();
  await world.db.media.update({ where: { id }, data: { status: 'ready', updatedAt } });
  await world.db.$executeRaw`select pg_notify('media_moved', ${id})`;
  expect((await end).value).toMatchObject({ isLast: true, event: { status: 'ready' } });
});

test('the states of many come at once, without those of somebody else or those that are gone', async () => {
  const ready = await addMedia('ready');
  const failed = await addMedia('failed');
  await world.db.media.update({
    where: { id: failed.id },
    data: { failureCode: 'corrupt_file', failureMessage: 'Unreadable.' },
  });
  const ids = [ready.id, failed.id, 'nobody'];
  const { results } = await mediaStates(ids, context());
  const byId = new Map(results.map(({ id, ...state }) => [id, state]));
  expect(byId.get(ready.id)).toEqual({
    ...{ status: 'ready', progress: 1, stage: null, failure: null },
  });
  expect(byId.get(failed.id)?.failure?.code).toBe('corrupt_file');
  expect(byId.size).toBe(2);
  const stranger = { actor: await world.addUser(), ports: world.ports };
  expect((await mediaStates(ids, stranger)).results).toEqual([]);
});
