// Whatever is begun and left, nobody waits for ever: weeks pass for a studio in which everything was.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reprocessMedia } from '#lib/media/media.ts';
import { failRun } from '#lib/media/processing-run.ts';
import { reviveStalled } from '#lib/media/revive-stalled.ts';
import { runSweep } from '#lib/ports/sweep.ts';
import { MediaFailure } from '#lib/shared/media-failure.ts';
import { mp4Like } from '#lib/testing/sample-files.ts';
import { sendBytes } from '#lib/testing/send-bytes.ts';
import { completeUpload } from '#lib/uploads/complete-upload.ts';
import { reconcileUploads } from '#lib/uploads/reconcile.ts';
import { mebibyte, openStage, type Stage } from '#lib/uploads/test-uploads.ts';
import { sweeps } from './sweeps.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.world.close());

const library = { fileName: 'a.png', purpose: 'media.image' } as const;
const film = { fileName: 'film.mp4', purpose: 'film.video' } as const;
const rowOf = (id: string) => stage.world.db.media.findUnique({ where: { id } });

/** Everything that runs by the clock, once every `hours`, `times` times. */
async function pass(hours: number, times: number): Promise<void> {
  const { ports } = stage.world;
  for (let time = 1; time <= times; time += 1) {
    stage.world.passHours(hours);
    await reconcileUploads(ports, stage.context.rules);
    await reviveStalled(ports);
    for (const sweep of sweeps) await runSweep(sweep, ports);
  }
}

async function processed(mediaId: string): Promise<void> {
  await stage.world.db.media.update({
    where: { id: mediaId },
    data: { status: 'ready', readyAt: stage.world.ports.now() },
  });
}

/** Everything that can be left in the middle. */
async function leaveEverything() {
  const { world, context } = stage;
  const picture = () => stage.picture();
  const large = mp4Like(17 * mebibyte);
  const neverSent = await stage.open(await picture(), library);
  const halfSent = await stage.open(large, film);
  if (halfSent.strategy !== 'multipart') throw new Error('expected parts');
  await sendBytes({ ...halfSent, parts: halfSent.parts.slice(0, 2) }, large);
  const neverCompleted = await stage.sent(await picture(), library);
  const inForm = { draftId: crypto.randomUUID() };
  const inDraft = await stage.finished(await picture(), inForm);
  const halfInDraft = await stage.open(large, { ...film, ...inForm });
  const unsaved = await stage.finished(await picture());
  const silent = await stage.finished(await picture(), library);
  const failed = await stage.finished(await picture(), library);
  const run = { mediaId: failed.mediaId, type: 'image', generation: 1 } as const;
  await failRun(run, new MediaFailure('corrupt_file', 'Broken.'), world.ports);
  const liar = await stage.sent(Buffer.from('no picture'), library);
  await expect(completeUpload(liar.id, context)).rejects.toThrow();
  const deleted = await stage.finished(await picture(), library);
  await world.db.media.update({
    where: { id: deleted.mediaId },
    data: { deletingAt: world.ports.now() },
  });
  const lost = { key: `videos/${crypto.randomUUID()}.mp4`, contentType: 'video/mp4' };
  await world.ports.storage.startMultipart(lost);
  for (const { mediaId } of [inDraft, unsaved]) await processed(mediaId);
  return {
    ...{ neverSent, halfSent, neverCompleted, inDraft, halfInDraft, unsaved, silent },
    ...{ failed, liar, deleted },
  };
}

test('everything that was left moves on by its deadline, with a reason, and leaves nothing behind', async () => {
  const { db, ports } = stage.world;
  const left = await leaveEverything();
  const statusOf = async ({ mediaId }: { mediaId: string }) => (await rowOf(mediaId))?.status;

  await pass(1, 2);
  expect(await statusOf(left.neverCompleted)).toBe('processing');
  expect(await rowOf(left.deleted.mediaId)).toBeNull();
  expect((await rowOf(left.silent.mediaId))?.generation).toBeGreaterThan(1);
  await processed(left.neverCompleted.mediaId);

  await pass(2, 12);
  for (const { mediaId } of [left.neverSent, left.halfSent, left.unsaved]) {
    expect(await rowOf(mediaId)).toBeNull();
  }
  expect(await rowOf(left.silent.mediaId)).toMatchObject({
    status: 'failed',
    failureCode: 'processing_stalled',
  });
  expect(await rowOf(left.liar.mediaId)).toMatchObject({ failureCode: 'not_what_it_claims' });
  // What is in an unsaved form waits for it, but not the parts of what was on its way.
  expect(await statusOf(left.inDraft)).toBe('ready');
  expect(await statusOf(left.halfInDraft)).toBe('uploading');
  const sessions: string[] = [];
  for await (const { key } of ports.storage.openMultiparts()) sessions.push(key);
  expect(sessions).toEqual([]);
  // The button does something.
  const again = { actor: stage.editor, ports };
  expect(await reprocessMedia(left.silent.mediaId, again)).toMatchObject({ status: 'processing' });
  await processed(left.silent.mediaId);

  await pass(24, 14);
  const kept = [left.neverCompleted.mediaId, left.silent.mediaId].sort();
  const rows = await db.media.findMany({ select: { id: true }, orderBy: { id: 'asc' } });
  expect(rows.map(({ id }) => id)).toEqual(kept);
  expect(await db.draft.count()).toBe(0);
  expect(await db.upload.count({ where: { NOT: { mediaId: { in: kept } } } })).toBe(0);
  const named = await db.media.findMany({ select: { storageKey: true } });
  const stored: string[] = [];
  for await (const { key } of ports.storage.list('')) stored.push(key);
  expect(stored.sort()).toEqual(named.map(({ storageKey }) => storageKey).sort());
}, 300_000);
