import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import { type FilmDraft, filmInputSchema, filmListQuerySchema } from '#lib/shared/schemas/film.ts';
import { addMedia, unattachedSince } from '#lib/testing/add-media.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { createFilm, getFilm, getPublicFilm, listFilms, updateFilm } from './films.ts';

let world: TestWorld;
let editor: Actor;
const as = (actor: Actor) => ({ actor, ports: world.ports });
const create = (draft: FilmDraft, idempotencyKey?: string) =>
  createFilm(filmInputSchema.parse(draft), {
    ...as(editor),
    ...(idempotencyKey ? { idempotencyKey } : {}),
  });

beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
});
afterAll(() => world.close());

const addFile = (owner: Actor, fields: Parameters<typeof addMedia>[2] = {}) =>
  addMedia(world.db, owner, fields);
const since = (id: string) => unattachedSince(world.db, id);

test('a film takes its files in, and gives up the one that is replaced', async () => {
  const [first, second] = [await addFile(editor), await addFile(editor)];
  const film = await create({ title: 'Harbour', videoId: first.id });
  expect(film).toMatchObject({ slug: 'harbour', video: { id: first.id }, version: 1 });
  expect(film.video?.attachedTo).toEqual({ type: 'film', id: film.id });
  expect(await since(first.id)).toBeNull();

  const changed = await updateFilm(film.id, { videoId: second.id, version: 1 }, as(editor));
  expect(changed).toMatchObject({ videoId: second.id, version: 2 });
  expect(await since(first.id)).toBeInstanceOf(Date);
  expect(await since(second.id)).toBeNull();
});

test('an editor can save a film again with the file an admin put there', async () => {
  const admin = await world.addUser('admin');
  const film = await create({ title: 'Helped' });
  const { id: videoId } = await addFile(admin);
  await updateFilm(film.id, { videoId }, as(admin));
  const saved = await updateFilm(film.id, { title: 'Thanks', videoId }, as(editor));
  expect(saved).toMatchObject({ title: 'Thanks', videoId });
});

test('a file two films use stays when one of them lets go', async () => {
  const shared = await addFile(editor);
  const one = await create({ title: 'One', videoId: shared.id });
  await create({ title: 'Two', videoId: shared.id });
  await updateFilm(one.id, { videoId: null }, as(editor));
  expect(await since(shared.id)).toBeNull();
});

test.each([
  ['of somebody else', async () => addFile(await world.addUser())],
  ['of another type', () => addFile(editor, { type: 'image' })],
  ['still uploading', () => addFile(editor, { status: 'uploading' })],
  ['unknown', async () => ({ id: 'nothing' })],
])('a file %s is refused by field, and no film is made', async (_, add) => {
  const { id } = await add();
  const count = await world.db.film.count();
  await expect(create({ title: 'No', videoId: id })).rejects.toMatchObject({
    code: 'invalid_request',
    fields: [{ path: 'videoId' }],
  });
  expect(await world.db.film.count()).toBe(count);
});

test('an unknown category is refused by field', async () => {
  await expect(create({ title: 'No', categoryId: 'nothing' })).rejects.toMatchObject({
    code: 'invalid_request',
    fields: [{ path: 'categoryId' }],
  });
});

test('titles may repeat: addresses get a number; a chosen address may not', async () => {
  const films = await Promise.all([1, 2, 3].map(() => create({ title: 'Same Name' })));
  expect(films.map(({ slug }) => slug).sort()).toEqual(['same-name', 'same-name-2', 'same-name-3']);
  await expect(create({ title: 'Other', slug: 'same-name' })).rejects.toMatchObject({
    code: 'conflict',
    fields: [{ path: 'slug' }],
  });
});

test('the same idempotency key makes one film, also at the same time', async () => {
  const films = await Promise.all([1, 2, 3].map(() => create({ title: 'Once' }, 'key-1')));
  expect(new Set(films.map(({ id }) => id)).size).toBe(1);
  expect(await world.db.film.count({ where: { title: 'Once' } })).toBe(1);
});

test('the log tells when a film was published, and when it was taken back', async () => {
  const { id } = await create({ title: 'Told of' });
  const publishedAt = new Date().toISOString();
  await updateFilm(id, { publishedAt, title: 'Told' }, as(editor));
  await updateFilm(id, { publishedAt, year: 1999 }, as(editor));
  await updateFilm(id, { publishedAt: null }, as(editor));
  const entries = await world.db.auditEntry.findMany({
    where: { subjectId: id },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  expect(entries.map(({ actorId, action }) => [actorId, action])).toEqual(
    ['create', 'publish', 'update', 'unpublish'].map((action) => [editor.id, action]),
  );
});

test('a change based on an old version is refused', async () => {
  const film = await create({ title: 'Old' });
  await updateFilm(film.id, { title: 'New', version: film.version }, as(editor));
  await expect(
    updateFilm(film.id, { title: 'Newer', version: film.version }, as(editor)),
  ).rejects.toMatchObject({ code: 'conflict' });
  expect((await getFilm(film.id, as(editor))).title).toBe('New');
});

test('editors see their own films only, admins all; the public sees what is published', async () => {
  const film = await create({ title: 'Private view' });
  const stranger = await world.addUser();
  await expect(getFilm(film.id, as(stranger))).rejects.toMatchObject({ code: 'not_found' });
  await expect(updateFilm(film.id, { title: 'x' }, as(stranger))).rejects.toMatchObject({
    code: 'not_found',
  });
  expect((await getFilm(film.id, as(await world.addUser('admin')))).id).toBe(film.id);

  await expect(getPublicFilm(film.slug, null, world.ports)).rejects.toMatchObject({
    code: 'not_found',
  });
  expect((await getPublicFilm(film.slug, editor, world.ports)).id).toBe(film.id);
  const soon = new Date(Date.now() + 3_600_000).toISOString();
  await updateFilm(film.id, { publishedAt: soon }, as(editor));
  await expect(getPublicFilm(film.slug, null, world.ports)).rejects.toThrow();
  world.passHours(2);
  expect((await getPublicFilm(film.slug, null, world.ports)).id).toBe(film.id);
});

test('pages follow each other without gaps, both ways', async () => {
  const owner = await world.addUser();
  for (let i = 1; i <= 5; i += 1) {
    await createFilm(filmInputSchema.parse({ title: `Film ${i}` }), as(owner));
  }
  const list = (query: object) =>
    listFilms(filmListQuerySchema.parse({ pageSize: 2, ...query }), as(owner));
  const titles = ({ results }: { results: { title: string }[] }) =>
    results.map(({ title }) => title);

  const first = await list({});
  expect([first.count, titles(first), first.previous]).toEqual([5, ['Film 5', 'Film 4'], null]);
  const second = await list(first.next ?? {});
  expect(titles(second)).toEqual(['Film 3', 'Film 2']);
  const third = await list(second.next ?? {});
  expect([titles(third), third.next]).toEqual([['Film 1'], null]);
  expect(titles(await list(third.previous ?? {}))).toEqual(['Film 3', 'Film 2']);
  const back = await list(second.previous ?? {});
  expect([titles(back), back.previous]).toEqual([['Film 5', 'Film 4'], null]);
  expect(titles(await list({ page: 2 }))).toEqual(['Film 3', 'Film 2']);
  expect(titles(await list({ q: 'film 1' }))).toEqual(['Film 1']);
  await expect(list({ cursor: 'made-up' })).rejects.toMatchObject({ code: 'invalid_request' });
});
