import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import { filmInputSchema } from '#lib/shared/schemas/film.ts';
import { bulkSchema, type RecordAction } from '#lib/shared/schemas/record.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { bulkRecords } from './bulk-records.ts';
import { createFilm, getFilm } from './films.ts';

let world: TestWorld;
let editor: Actor;
const as = (actor: Actor) => ({ actor, ports: world.ports });

beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
});
afterAll(() => world.close());

const addFilm = async (owner = editor, fields: object = {}) =>
  (await createFilm(filmInputSchema.parse({ title: 'One of many', ...fields }), as(owner))).id;
const perform = async (action: RecordAction, ids: string[]) => {
  const { results } = await bulkRecords('film', bulkSchema.parse({ ids, action }), as(editor));
  return results;
};

test('what cannot be done to one is said, and done to the others', async () => {
  const [one, foreign, two] = [
    await addFilm(),
    await addFilm(await world.addUser()),
    await addFilm(),
  ];
  expect(await perform('delete', [one, foreign, 'nothing', two])).toEqual([
    { id: one, ok: true },
    { id: foreign, ok: false, error: { code: 'not_found', message: expect.any(String) } },
    { id: 'nothing', ok: false, error: { code: 'not_found', message: expect.any(String) } },
    { id: two, ok: true },
  ]);
  expect(await world.db.film.count({ where: { deletedAt: { not: null } } })).toBe(2);
  expect(await perform('restore', [one])).toEqual([{ id: one, ok: true }]);
  expect(await perform('purge', [one, two])).toMatchObject([{ ok: false }, { ok: true }]);
  expect(await world.db.film.count({ where: { id: { in: [one, two, foreign] } } })).toBe(2);
});

test('one that is named twice is done once', async () => {
  const id = await addFilm();
  expect(await perform('delete', [id, id])).toEqual([{ id, ok: true }]);
});

test('films are published now, keep the date they had, and are taken back', async () => {
  const past = '2020-01-01T00:00:00.000Z';
  const soon = new Date(Date.now() + 3_600_000).toISOString();
  const [draft, out, scheduled] = [
    await addFilm(),
    await addFilm(editor, { publishedAt: past }),
    await addFilm(editor, { publishedAt: soon }),
  ];
  expect((await perform('publish', [draft, out, scheduled])).every(({ ok }) => ok)).toBe(true);
  const dateOf = async (id: string) => (await getFilm(id, as(editor))).publishedAt ?? '';
  expect(Date.parse(await dateOf(draft))).toBeLessThanOrEqual(Date.now());
  expect(await dateOf(out)).toBe(past);
  expect(Date.parse(await dateOf(scheduled))).toBeLessThanOrEqual(Date.now());

  await perform('unpublish', [draft]);
  expect(await getFilm(draft, as(editor))).toMatchObject({ publishedAt: null, version: 3 });
  const deeds = await world.db.auditEntry.findMany({
    where: { subjectId: { in: [draft, out] }, action: { in: ['publish', 'unpublish'] } },
    orderBy: { id: 'asc' },
  });
  expect(deeds.map(({ subjectId, action }) => [subjectId, action])).toEqual([
    [draft, 'publish'],
    [draft, 'unpublish'],
  ]);
});

test('films get back the dates they had, as far as somebody says them', async () => {
  const past = '2020-01-01T00:00:00.000Z';
  const later = '2099-01-01T00:00:00.000Z';
  const ids = [
    await addFilm(editor, { publishedAt: past }),
    await addFilm(editor, { publishedAt: later }),
    await addFilm(),
    await addFilm(),
  ];
  await perform('publish', ids);
  await perform('unpublish', ids.slice(0, 2));
  const dates = Object.fromEntries(ids.slice(0, 3).map((id, at) => [id, [past, later, null][at]]));
  const { results } = await bulkRecords(
    'film',
    bulkSchema.parse({ ids, action: 'schedule', dates }),
    as(editor),
  );
  expect(results.map(({ ok }) => ok)).toEqual([true, true, true, false]);
  expect(results[3]).toMatchObject({ error: { code: 'invalid_request' } });
  const datesNow = await Promise.all(
    ids.slice(0, 3).map(async (id) => (await getFilm(id, as(editor))).publishedAt),
  );
  expect(datesNow).toEqual([past, later, null]);

  const { version } = await getFilm(ids[0] ?? '', as(editor));
  const again = bulkSchema.parse({ ids: ids.slice(0, 1), action: 'schedule', dates });
  await bulkRecords('film', again, as(editor));
  expect((await getFilm(ids[0] ?? '', as(editor))).version, 'nothing changed').toBe(version);
});

test('only films are published', async () => {
  const bulk = bulkSchema.parse({ ids: ['x'], action: 'publish' });
  await expect(bulkRecords('photo', bulk, as(editor))).rejects.toMatchObject({
    code: 'invalid_request',
    fields: [{ path: 'action' }],
  });
});
