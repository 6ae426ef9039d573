import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { AppError } from '#lib/shared/errors.ts';
import { mp4Like } from '#lib/testing/sample-files.ts';
import { sendBytes } from '#lib/testing/send-bytes.ts';
import { completeUpload } from './complete-upload.ts';
import { reconcileUploads } from './reconcile.ts';
import { mebibyte, openStage, type Stage, sweepUploads } from './test-uploads.ts';
import { signParts } from './tickets.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.world.close());
beforeEach(async () => {
  await stage.world.db.upload.updateMany({ data: { status: 'aborted' } });
});

const film = { fileName: 'film.mp4', purpose: 'film.video' } as const;
const minutes = (count: number) => stage.world.passHours(count / 60);
const reconcile = (ports = stage.world.ports) => reconcileUploads(ports, stage.context.rules);
const uploadOf = ({ id }: { id: string }) =>
  stage.world.db.upload.findUniqueOrThrow({ where: { id }, include: { media: true } });

test('what was sent but never completed is completed once its client is silent', async () => {
  const file = mp4Like(17 * mebibyte);
  const large = await stage.open(file, film);
  await sendBytes(large, file);
  const small = await stage.sent(await stage.picture());
  minutes(9);
  expect(await reconcile()).toMatchObject({ checked: 0 });
  minutes(2);
  expect(await reconcile()).toMatchObject({ checked: 2, completed: 2 });
  for (const ticket of [large, small]) {
    expect((await uploadOf(ticket)).media?.status).toBe('processing');
    expect(await stage.eventsOf(ticket.mediaId)).toHaveLength(1);
  }
  expect((await completeUpload(small.id, stage.context)).id).toBe(small.mediaId);
});

test('one that is not whole stays as it is, and is looked at less and less often', async () => {
  const file = mp4Like(17 * mebibyte);
  const ticket = await stage.open(file, film);
  if (ticket.strategy !== 'multipart') throw new Error('expected parts');
  await sendBytes({ ...ticket, parts: ticket.parts.slice(0, 1) }, file);
  const waits: number[] = [];
  for (let check = 1; check <= 8; check += 1) {
    const { nextCheckAt } = await uploadOf(ticket);
    minutes((nextCheckAt.getTime() - stage.world.ports.now().getTime()) / 60_000);
    const now = stage.world.ports.now().getTime();
    expect(await reconcile()).toMatchObject({ checked: 1, incomplete: 1 });
    waits.push(Math.round(((await uploadOf(ticket)).nextCheckAt.getTime() - now) / 60_000));
  }
  expect(waits).toEqual([10, 20, 40, 80, 160, 320, 360, 360]);
  expect(await uploadOf(ticket)).toMatchObject({ status: 'open', media: { status: 'uploading' } });

  await signParts(ticket.id, { partNumbers: [2], hosts: 'first' }, stage.context);
  expect((await uploadOf(ticket)).checks).toBe(0);
  minutes(9);
  expect(await reconcile()).toMatchObject({ checked: 0 });
});

test('a liar whose client is silent is refused', async () => {
  const ticket = await stage.sent(Buffer.from('no picture'));
  minutes(11);
  expect(await reconcile()).toMatchObject({ checked: 1, refused: 1 });
  expect(await uploadOf(ticket)).toMatchObject({ status: 'rejected', media: { status: 'failed' } });
});

test('a store that is away for one stops no other, and that one is tried again soon', async () => {
  const [unlucky, lucky] = [
    await stage.sent(await stage.picture()),
    await stage.sent(await stage.picture()),
  ];
  minutes(11);
  const { storage } = stage.world.ports;
  const read: typeof storage.read = (key, range) =>
    key === unlucky.key
      ? Promise.reject(new AppError('storage_unavailable', 'Away.'))
      : storage.read(key, range);
  const head: typeof storage.head = (key) =>
    key === unlucky.key
      ? Promise.reject(new AppError('storage_unavailable', 'Away.'))
      : storage.head(key);
  const partly = { ...stage.world.ports, storage: { ...storage, read, head } };
  expect(await reconcile(partly)).toMatchObject({ checked: 2, completed: 1, failed: 1 });
  expect((await uploadOf(lucky)).status).toBe('completed');
  expect((await uploadOf(unlucky)).status).toBe('open');
  minutes(2);
  expect(await reconcile()).toMatchObject({ checked: 1, completed: 1 });
});

test('client, reconcilers and sweep at the same instant make one media and one event', async () => {
  const file = mp4Like(17 * mebibyte);
  const tickets = await Promise.all([1, 2, 3].map(() => stage.open(file, film)));
  for (const ticket of tickets) await sendBytes(ticket, file);
  tickets.push(await stage.sent(await stage.picture()));
  minutes(11);
  const { context } = stage;
  const [, , , ...media] = await Promise.all([
    reconcile(),
    reconcile(),
    sweepUploads(stage.world.ports),
    ...tickets.map(({ id }) => completeUpload(id, context)),
    ...tickets.map(({ id }) => completeUpload(id, context)),
  ]);
  expect(media.map(({ id }) => id)).toEqual([...tickets, ...tickets].map((one) => one.mediaId));
  for (const { mediaId, key } of tickets) {
    expect(await stage.eventsOf(mediaId)).toHaveLength(1);
    expect(await stage.world.db.media.count({ where: { storageKey: key } })).toBe(1);
    expect(await stage.world.ports.storage.head(key)).not.toBeNull();
  }
});

test('a batch is bounded, and two reconcilers share the work', async () => {
  const file = await stage.picture();
  const now = new Date();
  await stage.world.db.upload.createMany({
    data: Array.from({ length: 130 }, () => ({
      ...{ ownerId: stage.editor.id, purpose: 'film.poster', fileName: 'a.png', expiresAt: now },
      ...{ storageKey: `images/${crypto.randomUUID()}.png`, byteSize: file.length },
      ...{ contentType: 'image/png', nextCheckAt: now },
    })),
  });
  const [one, other] = await Promise.all([reconcile(), reconcile()]);
  expect(one.checked + other.checked).toBe(130);
  expect(Math.max(one.checked, other.checked)).toBe(100);
  expect(await reconcile()).toMatchObject({ checked: 0 });
});
