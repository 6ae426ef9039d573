// What a page sends as it is left: a beacon, which can neither set a type nor wait for an answer.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendBytes } from '#lib/testing/send-bytes.ts';
import { completeUpload } from '#lib/uploads/complete-upload.ts';
import { openStage, type Stage, sweepUploads } from '#lib/uploads/test-uploads.ts';
import * as cleanup from './route.ts';

let stage: Stage;
let cookie: string;
beforeAll(async () => {
  stage = await openStage();
  cookie = await stage.world.cookieOf(stage.editor);
});
afterAll(() => stage.world.close());

async function beacon(body: object, headers: Record<string, string> = {}) {
  const request = new Request('http://studio.example/api/uploads/cleanup', {
    ...{ method: 'POST', body: JSON.stringify(body) },
    headers: {
      ...{ cookie, host: 'studio.example', origin: 'http://studio.example' },
      ...{ 'content-type': 'text/plain;charset=UTF-8', ...headers },
    },
  });
  const answer = await cleanup.POST(request, { params: Promise.resolve({}) });
  return { status: answer.status, body: await answer.json() };
}

const isThere = async ({ mediaId, key }: { mediaId: string; key: string }) => [
  (await stage.world.db.media.count({ where: { id: mediaId } })) === 1,
  (await stage.world.ports.storage.head(key)) !== null,
];

test('own uploads go, open and stored ones; those of others, unknown and saved ones are named and stay', async () => {
  const file = await stage.picture();
  const [open, stored] = [await stage.sent(file), await stage.finished(file)];
  const saved = await stage.finished(file);
  const stranger = await stage.world.addUser();
  const theirs = await stage.finished(file, {}, stranger);
  await stage.world.db.film.create({
    data: {
      ...{ ownerId: stage.editor.id, title: 'Saved', slug: crypto.randomUUID() },
      posterId: saved.mediaId,
    },
  });
  const unknown = crypto.randomUUID();
  const uploadIds = [open.id, stored.id, stored.id, saved.id, theirs.id, unknown];
  const { status, body } = await beacon({ uploadIds });
  expect([status, body.deleted]).toEqual([200, 2]);
  const named = body.errors.map(({ id }: { id: string }) => id);
  expect(named.sort()).toEqual([saved.id, theirs.id, unknown].sort());
  for (const gone of [open, stored]) expect(await isThere(gone)).toEqual([false, false]);
  for (const kept of [saved, theirs]) expect(await isThere(kept)).toEqual([true, true]);
  // Sent twice, it answers the same.
  expect((await beacon({ uploadIds })).body).toMatchObject({ deleted: 2 });
  const late = completeUpload(open.id, stage.context);
  await expect(late).rejects.toMatchObject({ code: 'upload_expired' });
});

test('a form that is left takes all of its files along, once or twice, also at the same time', async () => {
  const draftId = crypto.randomUUID();
  const file = await stage.picture();
  const [open, stored] = [
    await stage.sent(file, { draftId }),
    await stage.finished(file, { draftId }),
  ];
  const answers = await Promise.all([beacon({ draftId }), beacon({ draftId })]);
  for (const { status, body } of answers) expect([status, body.errors]).toEqual([200, []]);
  for (const gone of [open, stored]) expect(await isThere(gone)).toEqual([false, false]);
  expect((await beacon({ draftId })).body).toEqual({ deleted: 0, errors: [] });
});

test('a late PUT of what was cleaned up is swept', async () => {
  const file = await stage.picture();
  const ticket = await stage.open(file);
  await beacon({ uploadIds: [ticket.id] });
  await sendBytes(ticket, file);
  expect((await isThere(ticket))[1]).toBe(true);
  stage.world.passHours(25);
  await sweepUploads(stage.world.ports);
  expect(await isThere(ticket)).toEqual([false, false]);
});

test('another site, nobody, and too many at once are refused', async () => {
  const { id } = await stage.open(await stage.picture());
  const body = { uploadIds: [id] };
  const codeOf = async (answer: ReturnType<typeof beacon>) => (await answer).body.code;
  expect(await codeOf(beacon(body, { origin: 'https://evil.example' }))).toBe('csrf');
  expect(await codeOf(beacon(body, { cookie: '' }))).toBe('unauthenticated');
  const many = Array.from({ length: 201 }, () => crypto.randomUUID());
  expect(await codeOf(beacon({ uploadIds: many }))).toBe('invalid_request');
  expect(await stage.world.db.upload.count({ where: { id, status: 'open' } })).toBe(1);
});
