import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import { draftInputSchema, draftListQuerySchema } from '#lib/shared/schemas/draft.ts';
import { filmInputSchema } from '#lib/shared/schemas/film.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { consumeDraft, getDraft, listDrafts, putDraft } from './drafts.ts';
import { createFilm, updateFilm } from './films.ts';

let world: TestWorld;
let editor: Actor;
const as = (actor: Actor) => ({ actor, ports: world.ports });
const put = (id: string, draft: object = {}, by = editor) =>
  putDraft(id, draftInputSchema.parse({ noun: 'film', fields: {}, ...draft }), as(by));
const list = (query: object, by = editor) => listDrafts(draftListQuerySchema.parse(query), as(by));

beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
});
afterAll(() => world.close());

let number = 0;
/** A stored file that was brought in for a draft. */
async function addFile(draftId: string, owner = editor) {
  number += 1;
  const about = { ownerId: owner.id, storageKey: `drafts/${number}`, fileName: `${number}.mp4` };
  const media = await world.db.media.create({
    data: {
      ...{ ...about, type: 'video', status: 'ready', purpose: 'film.video' },
      ...{ byteSize: 1, mimeType: 'video/mp4' },
    },
  });
  await world.db.upload.create({
    data: {
      ...{ ...about, draftId, mediaId: media.id, status: 'completed', purpose: 'film.video' },
      completedAt: new Date(),
      ...{ byteSize: 1, contentType: 'video/mp4', expiresAt: new Date() },
      slot: `film:new:${draftId}:video`,
    },
  });
  return media.id;
}

test('those of new records are told apart from changes of records', async () => {
  const owner = await world.addUser();
  const film = await createFilm(filmInputSchema.parse({ title: 'There already' }), as(owner));
  const [begun, change] = [crypto.randomUUID(), crypto.randomUUID()];
  await put(begun, { fields: { title: 'Begun' } }, owner);
  await put(change, { subjectId: film.id, subjectVersion: 1 }, owner);
  const idsOf = async (query: object) => (await list(query, owner)).results.map(({ id }) => id);
  expect(await idsOf({ noun: 'film', new: '1' })).toEqual([begun]);
  expect(await idsOf({ noun: 'film', subjectId: film.id })).toEqual([change]);
  expect((await idsOf({ noun: 'film' })).toSorted()).toEqual([begun, change].toSorted());
});

test('a draft is made, replaced, read and listed with its files', async () => {
  const id = crypto.randomUUID();
  await put(id, { fields: { title: 'Har' } });
  const fileOrders = { images: ['on-its-way', 'stored'] };
  const kept = await put(id, { fields: { title: 'Harbour', year: null }, fileOrders });
  expect(kept).toMatchObject({ noun: 'film', subjectId: null, uploads: [] });
  const mediaId = await addFile(id);
  expect(await getDraft(id, as(editor))).toMatchObject({
    fields: { title: 'Harbour', year: null },
    fileOrders,
    uploads: [
      {
        ...{ mediaId, status: 'completed', slot: `film:new:${id}:video` },
        completedAt: expect.any(String),
      },
    ],
  });
  const { count, results } = await list({ noun: 'film' });
  expect([count, results.map((draft) => draft.id)]).toEqual([1, [id]]);
});

test('a list is of one noun, of one record, and the last written comes first', async () => {
  const owner = await world.addUser();
  const [first, second, other] = [1, 2, 3].map(() => crypto.randomUUID()) as [
    string,
    string,
    string,
  ];
  await put(first, { subjectId: 'a', subjectVersion: 3 }, owner);
  await put(second, { subjectId: 'a' }, owner);
  await put(other, { noun: 'photo' }, owner);
  await put(first, { subjectId: 'a', subjectVersion: 4 }, owner);
  const found = await list({ noun: 'film', subjectId: 'a' }, owner);
  expect(found.results.map(({ id }) => id)).toEqual([first, second]);
  expect(found.results[0]).toMatchObject({ subjectVersion: 4 });
  expect((await list({ noun: 'photo' }, owner)).count).toBe(1);
});

test('others neither see nor change it', async () => {
  const id = crypto.randomUUID();
  await put(id, { fields: { title: 'Mine' } });
  const stranger = await world.addUser('admin');
  await expect(getDraft(id, as(stranger))).rejects.toMatchObject({ code: 'not_found' });
  await expect(put(id, {}, stranger)).rejects.toMatchObject({ code: 'not_found' });
  expect((await list({}, stranger)).count).toBe(0);
  await world.db.$transaction((tx) => consumeDraft(tx, id, stranger, new Date()));
  expect((await getDraft(id, as(editor))).fields).toEqual({ title: 'Mine' });
});

test('the first save may come twice at once', async () => {
  const id = crypto.randomUUID();
  await Promise.all([1, 2, 3, 4].map((year) => put(id, { fields: { year } })));
  expect((await getDraft(id, as(editor))).fields).toEqual({ year: expect.any(Number) });
});

test('an id that is no UUID is refused', async () => {
  await expect(put('draft-1')).rejects.toMatchObject({ code: 'invalid_request' });
});

test('fields may be large, but not without end', () => {
  const parse = (length: number) =>
    draftInputSchema.safeParse({ noun: 'film', fields: { text: 'é'.repeat(length) } });
  expect(parse(100_000).success).toBe(true);
  expect(parse(140_000).error?.issues).toMatchObject([{ path: ['fields'], message: 'tooLong' }]);
});

test('nobody has more than a hundred', async () => {
  const owner = await world.addUser();
  const expiresAt = new Date(Date.now() + 3_600_000);
  await world.db.draft.createMany({
    data: Array.from({ length: 100 }, () => ({ ownerId: owner.id, noun: 'film', expiresAt })),
  });
  await expect(put(crypto.randomUUID(), {}, owner)).rejects.toMatchObject({
    code: 'conflict',
    fields: [{ path: 'drafts' }],
  });
  const { results } = await list({}, owner);
  await expect(put(results[0]?.id ?? '', {}, owner)).resolves.toBeDefined();
});

describe('a save', () => {
  test('ends the draft with it, and a late autosave does not bring it back', async () => {
    const id = crypto.randomUUID();
    await put(id, { fields: { title: 'Soon' } });
    const videoId = await addFile(id);
    const input = filmInputSchema.parse({ title: 'Soon', videoId, draftId: id });
    await createFilm(input, as(editor));
    await expect(getDraft(id, as(editor))).rejects.toMatchObject({ code: 'not_found' });
    await expect(put(id)).rejects.toMatchObject({ code: 'conflict', fields: [] });
    expect((await list({})).results.map((draft) => draft.id)).not.toContain(id);
    const upload = await world.db.upload.findFirstOrThrow({ where: { mediaId: videoId } });
    expect(upload.draftId).toBeNull();
  });

  test('comes before its first autosave, which then begins nothing', async () => {
    const id = crypto.randomUUID();
    await createFilm(filmInputSchema.parse({ title: 'Fast', draftId: id }), as(editor));
    await expect(put(id, { fields: { title: 'Fast' } })).rejects.toMatchObject({
      ...{ code: 'conflict', fields: [] },
    });
    expect((await list({})).results.map((draft) => draft.id)).not.toContain(id);
  });

  test('at the same moment as its first autosave ends the draft all the same', async () => {
    const ids = Array.from({ length: 5 }, () => crypto.randomUUID());
    await Promise.all(
      ids.flatMap((draftId) => [
        put(draftId, { fields: { title: 'Race' } }).catch(() => undefined),
        createFilm(filmInputSchema.parse({ title: 'Race', draftId }), as(editor)),
      ]),
    );
    const left = await world.db.draft.count({ where: { id: { in: ids }, endedAt: null } });
    expect(left).toBe(0);
  });

  test('that is refused leaves the draft as it was', async () => {
    const id = crypto.randomUUID();
    await put(id, { fields: { title: 'Not yet' } });
    const input = filmInputSchema.parse({ title: 'Not yet', videoId: 'nothing', draftId: id });
    await expect(createFilm(input, as(editor))).rejects.toMatchObject({ code: 'invalid_request' });
    expect((await getDraft(id, as(editor))).fields).toEqual({ title: 'Not yet' });
  });

  test('of a change ends the draft of that change', async () => {
    const film = await createFilm(filmInputSchema.parse({ title: 'Old' }), as(editor));
    const id = crypto.randomUUID();
    await put(id, { subjectId: film.id, subjectVersion: 1, fields: { title: 'New' } });
    const saved = await updateFilm(film.id, { title: 'New', version: 1, draftId: id }, as(editor));
    expect(saved.title).toBe('New');
    expect((await list({ subjectId: film.id })).count).toBe(0);
  });

  test('without a draft, or with one that is gone, works the same', async () => {
    for (const draftId of [null, undefined, crypto.randomUUID()]) {
      const input = filmInputSchema.parse({ title: 'Plain', draftId });
      expect((await createFilm(input, as(editor))).title).toBe('Plain');
    }
  });
});

test('a draft nobody goes on with ends after two weeks', async () => {
  const id = crypto.randomUUID();
  await put(id);
  world.passHours(13 * 24);
  await getDraft(id, as(editor));
  await put(id);
  world.passHours(13 * 24);
  await getDraft(id, as(editor));
  world.passHours(25);
  await expect(getDraft(id, as(editor))).rejects.toMatchObject({ code: 'not_found' });
});
