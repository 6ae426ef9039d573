import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import { filmInputSchema } from '#lib/shared/schemas/film.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { createCategory, deleteCategory, listCategories, renameCategory } from './categories.ts';
import { createFilm, getFilm } from './films.ts';
import { restoreRecord, trashRecord } from './trash.ts';

let world: TestWorld;
let editor: Actor;
let admin: Actor;
const as = (actor: Actor) => ({ actor, ports: world.ports });
const create = (name: string) => createCategory({ name }, as(editor));

beforeAll(async () => {
  world = await createTestWorld();
  [editor, admin] = [await world.addUser(), await world.addUser('admin')];
});
afterAll(() => world.close());

test('categories are listed by name, as people sort', async () => {
  for (const name of ['Western', 'drama', 'Épopée', 'animation']) await create(name);
  const names = (await listCategories(world.ports)).map(({ name }) => name);
  expect(names).toEqual(['animation', 'drama', 'Épopée', 'Western']);
});

test('a name is taken in any case, also by two at once, but not by what only looks alike', async () => {
  await create('50% off');
  for (const name of ['50% off', '50% OFF']) {
    await expect(create(name)).rejects.toMatchObject({
      code: 'conflict',
      fields: [{ path: 'name', message: 'taken' }],
    });
  }
  await create('50 percent off');
  const both = await Promise.allSettled([create('Both'), create('Both')]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('names that are spelled alike get addresses of their own', async () => {
  const [one, two] = [await create('Sci-Fi'), await create('Sci Fi')];
  expect([one.slug, two.slug]).toEqual(['sci-fi', 'sci-fi-2']);
});

test('only admins rename and delete', async () => {
  const { id } = await create('Kept');
  const refused = { code: 'forbidden' };
  await expect(renameCategory(id, { name: 'x' }, as(editor))).rejects.toMatchObject(refused);
  await expect(deleteCategory(id, as(editor))).rejects.toMatchObject(refused);
});

test('a category is renamed, also in its case only, but not to a name that is taken', async () => {
  const { id, slug } = await create('Comedies');
  await create('Tragedies');
  expect(await renameCategory(id, { name: 'COMEDIES' }, as(admin))).toEqual({
    ...{ id, slug, name: 'COMEDIES', useCount: 0 },
  });
  await expect(renameCategory(id, { name: 'tragedies' }, as(admin))).rejects.toMatchObject({
    code: 'conflict',
    fields: [{ path: 'name' }],
  });
  await expect(renameCategory('nothing', { name: 'x' }, as(admin))).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('films keep no category that is deleted', async () => {
  const { id: categoryId } = await create('Short-lived');
  const input = filmInputSchema.parse({ title: 'Filed', categoryId });
  const film = await createFilm(input, as(editor));
  const usesOf = async (id: string) =>
    (await listCategories(world.ports)).find((category) => category.id === id)?.useCount;
  expect(await usesOf(categoryId)).toBe(1);
  await trashRecord('film', film.id, as(editor));
  expect(await usesOf(categoryId)).toBe(0);
  await restoreRecord('film', film.id, as(editor));
  await deleteCategory(categoryId, as(admin));
  expect((await getFilm(film.id, as(editor))).categoryId).toBeNull();
  await expect(deleteCategory(categoryId, as(admin))).rejects.toMatchObject({ code: 'not_found' });
  const deeds = await world.db.auditEntry.findMany({ where: { subjectId: categoryId } });
  expect(deeds.map(({ action, actorId }) => [action, actorId])).toEqual([
    ['create', editor.id],
    ['purge', admin.id],
  ]);
});
