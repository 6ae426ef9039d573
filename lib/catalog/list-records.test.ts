import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PageLink } from '#lib/db/sorted-page.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { type RecordSort, recordListQuerySchema, recordSorts } from '#lib/shared/schemas/record.ts';
import { addMedia } from '#lib/testing/add-media.ts';
import { countQueries } from '#lib/testing/count-queries.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { listAlbums } from './albums.ts';
import { listFilms } from './films.ts';
import { listPhotos } from './photos.ts';
import { listVideos } from './videos.ts';

let world: TestWorld;
let owner: Actor;
const as = (actor: Actor) => ({ actor, ports: world.ports });

/** Mixed case, accents, a title twice, one without; times that go another way than titles do. */
const titles = ['banana', 'Apple', 'éclair', 'Zebra', 'Apple', 'date', 'x'.repeat(200)];
const byTitle = ['Apple', 'Apple', 'banana', 'date', 'éclair', 'x'.repeat(200), 'Zebra'];
const minute = (number: number) => new Date(Date.UTC(2026, 0, 1, 0, number));

beforeAll(async () => {
  world = await createTestWorld();
  owner = await world.addUser();
  const others = await world.addUser();
  const { id: mediaId } = await addMedia(world.db, owner, { type: 'image' });
  const rows = titles.map((title, index) => ({
    ...{ ownerId: owner.id, title, createdAt: minute(index) },
    updatedAt: minute((index * 3) % titles.length),
  }));
  const foreign = { ownerId: others.id, title: 'Foreign' };
  await world.db.video.createMany({ data: [...rows, foreign] });
  await world.db.album.createMany({ data: [...rows, foreign] });
  await world.db.photo.createMany({ data: [...rows, foreign].map((row) => ({ ...row, mediaId })) });
  await world.db.film.createMany({
    data: [...rows, foreign].map((row, index) => ({ ...row, slug: `film-${index}` })),
  });
});
afterAll(() => world.close());

type Item = { id: string; title: string; createdAt: string; updatedAt: string };
type Listing = { count: number; next: PageLink | null; previous: PageLink | null; results: Item[] };
type Lists = Record<string, (query: object, actor?: Actor) => Promise<Listing>>;
const parsed = (query: object) => recordListQuerySchema.parse(query);
const lists: Lists = {
  films: (query, actor = owner) => listFilms(parsed(query), as(actor)),
  videos: (query, actor = owner) => listVideos(parsed(query), as(actor)),
  photos: (query, actor = owner) => listPhotos(parsed(query), as(actor)),
  albums: (query, actor = owner) => listAlbums(parsed(query), as(actor)),
};

function inOrder(sort: RecordSort, items: Item[]): boolean {
  const column = sort.replace('-', '') as 'createdAt' | 'updatedAt' | 'title';
  const keys = items.map((item) => item[column]);
  const ascending =
    column === 'title' ? byTitle : [...keys].sort((a, b) => Date.parse(a) - Date.parse(b));
  const expected = sort.startsWith('-') ? [...ascending].reverse() : ascending;
  return keys.every((key, index) => key === expected[index]);
}

describe.each(Object.entries(lists))('%s', (_, list) => {
  test.each(recordSorts)('walk by %s to the end and back, without gaps', async (sort) => {
    const pageSize = 2;
    const pages = [await list({ sort, pageSize })];
    for (let link = pages[0]?.next; link; link = pages.at(-1)?.next) {
      pages.push(await list({ sort, pageSize, ...link }));
    }
    const there = pages.flatMap(({ results }) => results);
    expect(there).toHaveLength(titles.length);
    expect(new Set(there.map(({ id }) => id)).size).toBe(titles.length);
    expect(inOrder(sort, there)).toBe(true);
    expect(pages.every(({ count }) => count === titles.length)).toBe(true);

    const back: Item[] = [];
    for (let link = pages.at(-1)?.previous; link; ) {
      const page = await list({ sort, pageSize, ...link });
      back.unshift(...page.results);
      link = page.previous;
    }
    expect(back.map(({ id }) => id)).toEqual(there.slice(0, 6).map(({ id }) => id));
  });

  test('a cursor of one order is refused in another', async () => {
    const { next } = await list({ sort: 'title', pageSize: 2 });
    await expect(list({ sort: '-title', pageSize: 2, ...next })).rejects.toMatchObject({
      code: 'invalid_request',
      fields: [{ path: 'cursor' }],
    });
  });

  test('an admin sees those of everybody', async () => {
    const admin = await world.addUser('admin');
    expect((await list({}, admin)).count).toBe(titles.length + 1);
    expect((await list({ q: 'foreign' }, admin)).results).toMatchObject([{ title: 'Foreign' }]);
    expect((await list({ q: 'foreign' })).count).toBe(0);
  });

  test('a page asks the same number of queries however many it shows', async () => {
    const few = await countQueries(() => list({ sort: 'title', pageSize: 1 }));
    expect(few).toBeGreaterThan(1);
    expect(await countQueries(() => list({ sort: 'title', pageSize: 7 }))).toBe(few);
  });
});

test('words are looked for as they are typed, in any case', async () => {
  const reader = await world.addUser();
  const data = ['100% wool', '100 wool', 'snake_case', 'snakeXcase', 'back\\slash', 'ÉCLAIR'].map(
    (title) => ({ title, ownerId: reader.id }),
  );
  await world.db.video.createMany({ data });
  const found = async (q: string) => {
    const { results } = await listVideos(parsed({ q, sort: 'title' }), as(reader));
    return results.map(({ title }) => title);
  };
  expect(await found('0% w')).toEqual(['100% wool']);
  expect(await found('SNAKE_')).toEqual(['snake_case']);
  expect(await found('k\\s')).toEqual(['back\\slash']);
  expect(await found('éclair')).toEqual(['ÉCLAIR']);
  expect(await found('%')).toEqual(['100% wool']);
});

test('films and videos are filtered by category, films by state, photos by album', async () => {
  const reader = await world.addUser();
  const ownerId = reader.id;
  const { id: categoryId } = await world.db.category.create({ data: { name: 'A', slug: 'a' } });
  await world.db.video.createMany({
    data: [
      { ownerId, title: 'In', categoryId },
      { ownerId, title: 'Out' },
    ],
  });
  const publishedAt = new Date(0);
  await world.db.film.createMany({
    data: [
      { ownerId, slug: 'f1', title: 'In and published', categoryId, publishedAt },
      { ownerId, slug: 'f2', title: 'In', categoryId },
      { ownerId, slug: 'f3', title: 'Published', publishedAt },
    ],
  });
  const titlesOf = async (page: Promise<Listing>) => (await page).results.map((item) => item.title);
  const query = parsed({ sort: 'title' });
  expect(await titlesOf(listVideos({ ...query, categoryId }, as(reader)))).toEqual(['In']);
  expect(await titlesOf(listFilms({ ...query, categoryId, state: 'draft' }, as(reader)))).toEqual([
    'In',
  ]);
  expect(await titlesOf(listFilms({ ...query, state: 'published' }, as(reader)))).toEqual([
    'In and published',
    'Published',
  ]);
  const { id: mediaId } = await addMedia(world.db, reader, { type: 'image', fileName: 'quay.jpg' });
  const shown = await world.db.photo.create({ data: { ownerId, mediaId, title: 'Shown' } });
  await world.db.photo.create({ data: { ownerId, mediaId, title: 'Loose', alt: 'A harbour' } });
  const album = await world.db.album.create({
    data: { ownerId, title: 'Album', photos: { create: { photoId: shown.id, position: 0 } } },
  });
  const photos = (more: object) => titlesOf(listPhotos({ ...query, ...more }, as(reader)));
  expect(await photos({ albumId: album.id })).toEqual(['Shown']);
  expect(await photos({ q: 'HARBOUR' })).toEqual(['Loose']);
  expect(await photos({ q: 'quay' })).toEqual(['Loose', 'Shown']);
});
