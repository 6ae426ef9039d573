import { afterAll, beforeAll, expect, test } from 'vitest';
import { markForDeletion } from '#lib/ports/remove-media.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { AppError } from '#lib/shared/errors.ts';
import { abortUpload } from './abort-upload.ts';
import { completeUpload, completeUploads } from './complete-upload.ts';
import { createUpload, createUploads } from './create-upload.ts';
import { reconcileUploads } from './reconcile.ts';
import type { Settled } from './settle-each.ts';
import { openStage, type Stage } from './test-uploads.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.world.close());

const told = (settled: Settled<object>) => {
  if ('value' in settled) return 'ok';
  return settled.error instanceof AppError ? settled.error.code : settled.error;
};
const toldOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );
async function setQuota({ id }: Actor, quotaBytes: number | null) {
  await stage.world.db.user.update({ where: { id }, data: { quotaBytes } });
}
async function ownerWith(quotaBytes: number | null) {
  const owner = await stage.world.addUser();
  await setQuota(owner, quotaBytes);
  return { owner, context: stage.contextOf(owner) };
}
async function sent(by: Actor) {
  const file = await stage.picture();
  return { ...(await stage.sent(file, {}, by)), byteSize: file.length };
}

test('open uploads have taken what they announce, also of two that are opened at once', async () => {
  const { context } = await ownerWith(1000);
  const half = () => stage.wanted(Buffer.alloc(1), { size: 600 });
  const both = await Promise.all([
    createUploads([half()], context),
    createUploads([half()], context),
  ]);
  expect(both.flat().map(told).sort()).toEqual(['ok', 'quota_exceeded']);
  const exact = stage.wanted(Buffer.alloc(1), { size: 400 });
  const rest = await createUploads(
    [{ ...exact, size: 401 }, exact, { ...exact, size: 1 }],
    context,
  );
  expect(rest.map(told)).toEqual(['quota_exceeded', 'ok', 'quota_exceeded']);
});

test('the problem says how much there is and what to do', async () => {
  const { context } = await ownerWith(5 * 1024 * 1024);
  const refused = createUpload(stage.wanted(Buffer.alloc(1), { size: 6 * 1024 * 1024 }), context);
  await expect(refused).rejects.toThrow(/storage of 5 MB has 5 MB left: delete files/);
});

test('room comes back when an upload is aborted, refused or its file deleted', async () => {
  const { owner, context } = await ownerWith(null);
  const [kept, aborted, refused] = [
    await sent(owner),
    await sent(owner),
    await stage.sent(Buffer.from('text'), {}, owner),
  ];
  await completeUpload(kept.id, context);
  await setQuota(owner, kept.byteSize);
  const again = () => toldOf(createUpload(stage.wanted(Buffer.alloc(1), { size: 1 }), context));
  expect(await toldOf(completeUpload(refused.id, context))).toBe('unsupported_media_type');
  expect(await again()).toBe('quota_exceeded');
  await abortUpload(aborted.id, context);
  expect(await again()).toBe('quota_exceeded');
  await stage.world.db.$transaction((tx) =>
    markForDeletion(tx, kept.mediaId, { now: stage.world.ports.now() }),
  );
  expect(await again()).toBe('ok');
});

test('what is over a quota that was lowered stays open till there is room', async () => {
  const { owner, context } = await ownerWith(null);
  const [one, other] = [await sent(owner), await sent(owner)];
  await setQuota(owner, Math.max(one.byteSize, other.byteSize));
  const both = await Promise.all([one, other].map(({ id }) => toldOf(completeUpload(id, context))));
  expect(both.sort()).toEqual(['ok', 'quota_exceeded']);
  const statuses = await stage.world.db.upload.findMany({ where: { ownerId: owner.id } });
  expect(statuses.map(({ status }) => status).sort()).toEqual(['completed', 'open']);
  stage.world.passHours(1);
  await reconcileUploads(stage.world.ports, context.rules);
  expect(await stage.world.db.upload.count({ where: { ownerId: owner.id, status: 'open' } })).toBe(
    1,
  );
  await setQuota(owner, one.byteSize + other.byteSize);
  const settled = await completeUploads([{ id: one.id }, { id: other.id }], context);
  expect(settled.map(told)).toEqual(['ok', 'ok']);
});

test('a quota does not undo what was completed, and nobody pays for another', async () => {
  const { owner, context } = await ownerWith(null);
  const { id } = await sent(owner);
  await completeUpload(id, context);
  await setQuota(owner, 0);
  expect(await toldOf(completeUpload(id, context))).toBe('ok');
  const other = await ownerWith(10);
  const small = createUpload(stage.wanted(Buffer.alloc(1), { size: 10 }), other.context);
  expect(await toldOf(small)).toBe('ok');
});
