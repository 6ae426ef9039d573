import { afterAll, beforeAll, expect, test } from 'vitest';
import { runSweep } from '#lib/ports/sweep.ts';
import { mp4Like } from '#lib/testing/sample-files.ts';
import { sendBytes } from '#lib/testing/send-bytes.ts';
import { cleanupUploads } from './abort-upload.ts';
import { completeUpload } from './complete-upload.ts';
import { getUpload, listOpenUploads } from './sessions.ts';
import { idleMultiparts } from './sweep-multiparts.ts';
import { mebibyte, openStage, type Stage, sweepUploads } from './test-uploads.ts';
import { signParts } from './tickets.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.world.close());

const draftOf = (id: string) => stage.world.db.draft.findUnique({ where: { id } });
const mediaOf = (id: string) => stage.world.db.media.findUnique({ where: { id } });
async function sweep(): Promise<void> {
  const { ports } = stage.world;
  await sweepUploads(ports);
}

/** A stored poster of a form that nobody saved. */
async function addPoster(draftId: string) {
  const slot = `film:new:${draftId}:poster`;
  return stage.finished(await stage.picture(), { draftId, slot });
}

test('an upload begins the draft it names, and says its place to any browser', async () => {
  const draftId = crypto.randomUUID();
  const slot = `product:p1:${draftId}:images`;
  const file = await stage.picture();
  const ticket = await stage.open(file, { draftId, slot, purpose: 'product.image' });
  expect(await draftOf(draftId)).toMatchObject({ noun: 'product', ownerId: stage.editor.id });
  const sessions = await listOpenUploads(stage.context);
  expect(sessions.find(({ id }) => id === ticket.id)).toMatchObject({ slot });
});

test('without a slot the purpose says what is made; what says nothing begins nothing', async () => {
  const draftId = crypto.randomUUID();
  const file = await stage.picture();
  await expect(stage.open(file, { draftId, purpose: 'media.image' })).rejects.toMatchObject({
    fields: [{ path: 'draftId' }],
  });
  await stage.open(file, { draftId, purpose: 'video.cover' });
  expect(await draftOf(draftId)).toMatchObject({ noun: 'video' });
  await expect(stage.open(file, { draftId: 'not-a-uuid' })).rejects.toMatchObject({
    fields: [{ path: 'draftId' }],
  });
});

test('nobody brings files into the draft of somebody else', async () => {
  const draftId = crypto.randomUUID();
  await addPoster(draftId);
  const stranger = await stage.world.addUser();
  await expect(stage.open(await stage.picture(), { draftId }, stranger)).rejects.toMatchObject({
    code: 'invalid_request',
    fields: [{ path: 'draftId' }],
  });
});

test('leaving a form deletes its files, and the draft does not come back', async () => {
  const draftId = crypto.randomUUID();
  const [stored, open] = [
    await addPoster(draftId),
    await stage.sent(await stage.picture(), { draftId }),
  ];
  const answer = await cleanupUploads({ draftId }, stage.context);
  expect(answer).toEqual({ deleted: 2, errors: [] });
  for (const { mediaId, key } of [stored, open]) {
    expect(await mediaOf(mediaId)).toBeNull();
    expect(await stage.world.ports.storage.head(key)).toBeNull();
  }
  expect(await draftOf(draftId)).toMatchObject({ endedAt: expect.any(Date) });
  expect(await cleanupUploads({ draftId }, stage.context)).toEqual({ deleted: 0, errors: [] });
  // A file that sets out just then belongs to nobody any more, and goes with the sweep.
  const late = await addPoster(draftId);
  const upload = await stage.world.db.upload.findUniqueOrThrow({ where: { id: late.id } });
  expect(upload.draftId).toBeNull();
});

test('what is discarded before its first autosave arrived is not begun by it', async () => {
  const draftId = crypto.randomUUID();
  expect(await cleanupUploads({ draftId }, stage.context)).toEqual({ deleted: 0, errors: [] });
  expect(await draftOf(draftId)).toMatchObject({ endedAt: expect.any(Date) });
  const late = await addPoster(draftId);
  const upload = await stage.world.db.upload.findUniqueOrThrow({ where: { id: late.id } });
  expect(upload.draftId).toBeNull();
  // What is no id of a draft is nothing to remember.
  await cleanupUploads({ draftId: 'anything' }, stage.context);
  expect(await draftOf('anything')).toBeNull();
});

test('a stranger cannot end a draft, nor delete its files', async () => {
  const draftId = crypto.randomUUID();
  const { mediaId } = await addPoster(draftId);
  const stranger = stage.contextOf(await stage.world.addUser());
  expect(await cleanupUploads({ draftId }, stranger)).toEqual({ deleted: 0, errors: [] });
  expect(await mediaOf(mediaId)).not.toBeNull();
  expect(await draftOf(draftId)).toMatchObject({ endedAt: null });
});

test('what a form saved stays when its draft is cleaned up', async () => {
  const draftId = crypto.randomUUID();
  const { mediaId, key } = await addPoster(draftId);
  const { db } = stage.world;
  await db.film.create({
    data: { ownerId: stage.editor.id, title: 'Kept', slug: `kept-${draftId}`, posterId: mediaId },
  });
  await db.media.update({ where: { id: mediaId }, data: { unattachedSince: null } });
  const { deleted, errors } = await cleanupUploads({ draftId }, stage.context);
  expect([deleted, errors.length]).toEqual([0, 1]);
  expect(await stage.world.ports.storage.head(key)).not.toBeNull();
});

test('parts of a living draft are not paid for longer than a day, and its upload begins anew', async () => {
  const draftId = crypto.randomUUID();
  const film = { fileName: 'film.mp4', purpose: 'film.video', draftId } as const;
  const file = mp4Like(17 * mebibyte);
  const ticket = await stage.open(file, film);
  if (ticket.strategy !== 'multipart') throw new Error('expected parts');
  await sendBytes({ ...ticket, parts: ticket.parts.slice(0, 1) }, file);
  const { ports } = stage.world;
  const uploadOf = () => getUpload(ticket.id, stage.context);
  expect((await uploadOf()).storedParts).toHaveLength(1);
  stage.world.passHours(23);
  expect(await runSweep(idleMultiparts, ports)).toEqual({ sessions: 0 });
  stage.world.passHours(2);
  expect(await runSweep(idleMultiparts, ports, true)).toEqual({ sessions: 1 });
  expect((await uploadOf()).storedParts).toHaveLength(1);
  expect(await runSweep(idleMultiparts, ports)).toEqual({ sessions: 1 });
  await sweepUploads(ports);
  expect(await uploadOf()).toMatchObject({ status: 'open', storedParts: [] });
  const partNumbers = ticket.parts.map(({ partNumber }) => partNumber);
  const parts = await signParts(ticket.id, { partNumbers, hosts: 'first' }, stage.context);
  await sendBytes({ ...ticket, parts }, file);
  expect(await completeUpload(ticket.id, stage.context)).toMatchObject({ status: 'processing' });
});

test('who comes back while the parts are being ended keeps them, or gets addresses that work', async () => {
  const film = { fileName: 'film.mp4', purpose: 'film.video' } as const;
  const file = mp4Like(17 * mebibyte);
  const ticket = await stage.open(file, film);
  if (ticket.strategy !== 'multipart') throw new Error('expected parts');
  const partNumbers = ticket.parts.map(({ partNumber }) => partNumber);
  stage.world.passHours(25);
  const [parts] = await Promise.all([
    signParts(ticket.id, { partNumbers, hosts: 'first' }, stage.context),
    runSweep(idleMultiparts, stage.world.ports),
  ]);
  await sendBytes({ ...ticket, parts }, file);
  expect(await completeUpload(ticket.id, stage.context)).toMatchObject({ status: 'processing' });
});

test('files of a living draft are not abandoned; they go when it ends', async () => {
  const draftId = crypto.randomUUID();
  const file = await stage.picture();
  const [stored, sent] = [await addPoster(draftId), await stage.sent(file, { draftId })];
  const [loose] = [await stage.finished(await stage.picture())];
  stage.world.passHours(5 * 24);
  await sweep();
  expect(await mediaOf(loose.mediaId)).toBeNull();
  expect(await mediaOf(stored.mediaId)).not.toBeNull();
  // Days later, the form goes on with what was on its way.
  await completeUpload(sent.id, stage.context);

  stage.world.passHours(10 * 24);
  await sweep();
  expect(await draftOf(draftId)).toBeNull();
  expect(await mediaOf(stored.mediaId)).toBeNull();
  expect(await mediaOf(sent.mediaId)).toBeNull();
  expect(await stage.world.ports.storage.head(stored.key)).toBeNull();
});
