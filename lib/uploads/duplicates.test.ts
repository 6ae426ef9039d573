import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import { duplicateSchema } from '#lib/shared/schemas/upload.ts';
import { fingerprintOf, sha256Of } from '#lib/testing/fingerprint-of.ts';
import { mp4Like } from '#lib/testing/sample-files.ts';
import { createUpload, createUploads } from './create-upload.ts';
import { mebibyte, openStage, type Stage, sweepUploads } from './test-uploads.ts';

let stage: Stage;
let film: Buffer;
beforeAll(async () => {
  stage = await openStage();
  film = mp4Like(mebibyte);
});
afterAll(() => stage.world.close());

const asFilm = { fileName: 'again.mp4', purpose: 'film.video' } as const;
const marks = (file: Buffer) => ({
  fingerprint: fingerprintOf(file),
  checksum: { sha256: sha256Of(file) },
});

type Fields = Parameters<Stage['wanted']>[1];
/** What the caller is told they have already, or null when an upload was opened. */
async function duplicateFor(owner: Actor, file: Buffer, fields: Fields) {
  const context = { ...stage.contextOf(owner), dedupe: true };
  const answer = await createUpload(stage.wanted(file, fields), context);
  return duplicateSchema.safeParse(answer).data ?? null;
}
async function ownerOfFilm(fields: Fields = {}) {
  const owner = await stage.world.addUser();
  const given = { ...asFilm, fileName: 'first.mp4', ...fields };
  return { owner, first: await stage.finished(film, given, owner) };
}
const change = (id: string, data: object) => stage.world.db.media.update({ where: { id }, data });

test('the same hash is certain: found by the processing, or declared and not yet found', async () => {
  const announced = await ownerOfFilm(marks(film));
  const found = await ownerOfFilm();
  await change(found.first.mediaId, { status: 'ready', sha256: sha256Of(film) });
  for (const { owner, first } of [announced, found]) {
    expect(await duplicateFor(owner, film, { ...asFilm, ...marks(film) })).toMatchObject({
      duplicateOf: first.mediaId,
      isCertain: true,
      fileName: 'first.mp4',
    });
  }
});

test('the fingerprint alone is not certain, and a hash that differs rules it out', async () => {
  const { owner, first } = await ownerOfFilm();
  const { fingerprint } = marks(film);
  const likely = { duplicateOf: first.mediaId, isCertain: false };
  expect(await duplicateFor(owner, film, { ...asFilm, fingerprint })).toMatchObject(likely);
  const other = { ...asFilm, fingerprint, checksum: { sha256: sha256Of(Buffer.from('other')) } };
  expect(await duplicateFor(owner, film, other)).toMatchObject(likely);
  await change(first.mediaId, { sha256: sha256Of(film) });
  expect(await duplicateFor(owner, film, other)).toBeNull();
});

test('nothing of somebody else, nothing gone, nothing of another size, type or kind counts', async () => {
  const { owner, first } = await ownerOfFilm(marks(film));
  const same = { ...asFilm, ...marks(film) };
  expect(await duplicateFor(await stage.world.addUser(), film, same)).toBeNull();
  expect(await duplicateFor(owner, film, { ...same, size: film.length + 1 })).toBeNull();
  expect(
    await duplicateFor(owner, film, { ...same, ...{ fileName: 'a.png', purpose: 'film.poster' } }),
  ).toBeNull();
  const { mediaId } = first;
  for (const data of [{ status: 'failed' }, { status: 'uploading' }, { deletingAt: new Date() }]) {
    await change(mediaId, data);
    expect(await duplicateFor(owner, film, same)).toBeNull();
    await change(mediaId, { status: 'processing', deletingAt: null });
  }
  await change(mediaId, { mimeType: 'application/x-odd' });
  expect(await duplicateFor(owner, film, same)).toBeNull();
});

test('who does not ask, or says nothing of the content, opens an upload', async () => {
  const { owner } = await ownerOfFilm(marks(film));
  expect(await duplicateFor(owner, film, asFilm)).toBeNull();
  const asked = await createUpload(
    stage.wanted(film, { ...asFilm, ...marks(film) }),
    stage.contextOf(owner),
  );
  expect(asked).toHaveProperty('strategy', 'single');
});

test('the library takes only what it keeps: not what goes with a form', async () => {
  const { owner, first } = await ownerOfFilm(marks(film));
  const forLibrary = { fileName: 'a.mp4', purpose: 'media.video', ...marks(film) } as const;
  expect(await duplicateFor(owner, film, forLibrary)).toBeNull();
  await change(first.mediaId, { deletingAt: new Date() });
  const kept = await stage.finished(film, forLibrary, owner);
  expect(await duplicateFor(owner, film, forLibrary)).toMatchObject({ duplicateOf: kept.mediaId });
  expect(await duplicateFor(owner, film, { ...forLibrary, ...asFilm })).toMatchObject({
    duplicateOf: kept.mediaId,
  });
});

test('what a form is told it may use is not swept before the form is saved', async () => {
  const { owner, first } = await ownerOfFilm(marks(film));
  stage.world.passHours(23);
  await duplicateFor(owner, film, { ...asFilm, ...marks(film) });
  stage.world.passHours(23);
  await sweepUploads(stage.world.ports);
  const where = { id: first.mediaId, deletingAt: null };
  expect(await stage.world.db.media.count({ where })).toBe(1);
  stage.world.passHours(2);
  await sweepUploads(stage.world.ports);
  expect(await stage.world.db.media.count({ where })).toBe(0);
});

test('in a batch each is looked for, but not an upload that was opened before', async () => {
  const { owner, first } = await ownerOfFilm(marks(film));
  const context = { ...stage.contextOf(owner), dedupe: true };
  const keyed = { ...stage.wanted(film, asFilm), idempotencyKey: 'before' };
  const [before] = await createUploads([keyed], context);
  const marked = stage.wanted(film, { ...asFilm, ...marks(film) });
  const other = mp4Like(2 * mebibyte);
  const answers = await createUploads(
    [
      { ...marked, idempotencyKey: 'before' },
      marked,
      stage.wanted(other, { ...asFilm, ...marks(other) }),
    ],
    context,
  );
  const id = before && 'value' in before && 'ticket' in before.value && before.value.ticket.id;
  expect(answers).toMatchObject([
    { value: { ticket: { id } } },
    { value: { duplicate: { duplicateOf: first.mediaId, isCertain: true } } },
    { value: { ticket: { strategy: 'single' } } },
  ]);
});

test('a file of another unsaved form is not shared: it goes when that one is discarded', async () => {
  const draftId = crypto.randomUUID();
  const { owner, first } = await ownerOfFilm({ ...marks(film), draftId });
  const wanted = { ...asFilm, ...marks(film) };
  expect(await duplicateFor(owner, film, { ...wanted, draftId: crypto.randomUUID() })).toBeNull();
  expect(await duplicateFor(owner, film, { ...wanted, draftId })).toMatchObject({
    duplicateOf: first.mediaId,
  });
  // Once it was saved it stays, whatever becomes of the draft.
  await change(first.mediaId, { unattachedSince: null });
  expect(
    await duplicateFor(owner, film, { ...wanted, draftId: crypto.randomUUID() }),
  ).toMatchObject({ duplicateOf: first.mediaId });
});
