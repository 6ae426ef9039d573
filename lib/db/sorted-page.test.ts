import { expect, test } from 'vitest';
import { type PageLink, type Sort, sortedPage, type Window } from './sorted-page.ts';

const row = (minute: number) => ({
  id: crypto.randomUUID(),
  title: `Row ${minute}`,
  createdAt: new Date(Date.UTC(2026, 0, 1, 0, minute)),
  updatedAt: new Date(Date.UTC(2026, 0, 2, 0, minute)),
});

/** What is read of the first page, the one after it, and the one before that. */
async function windowsOf(sort: Sort, rows: ReturnType<typeof row>[]): Promise<Window<Sort>[]> {
  const windows: Window<Sort>[] = [];
  const pageAt = (link: PageLink | null) => ({
    ...{ page: 1, pageSize: 2, sort },
    ...(link && 'cursor' in link ? link : {}),
  });
  const read = async (window: Window<Sort>) => {
    windows.push(window);
    return rows;
  };
  const first = await sortedPage({ page: 1, pageSize: 2, sort }, read);
  const second = await sortedPage(pageAt(first.next), read);
  await sortedPage(pageAt(second.previous), read);
  return windows;
}

test('a cursor bounds the index on both ways, so a far page costs what a near one does', async () => {
  const rows = [row(3), row(2), row(1)];
  expect((await windowsOf('-createdAt', rows)).map(({ where }) => where)).toMatchObject([
    {},
    { createdAt: { lte: rows[1]?.createdAt.toISOString() } },
    { createdAt: { gte: rows[0]?.createdAt.toISOString() } },
  ]);
});

test.each([
  ['createdAt', 'gte', 'lte'],
  ['-updatedAt', 'lte', 'gte'],
  ['title', 'gte', 'lte'],
  ['-title', 'lte', 'gte'],
] as const)('%s goes on with %s, and back with %s', async (sort, onwards, backwards) => {
  const [, second, third] = await windowsOf(sort, [row(1), row(2), row(3)]);
  const column = sort.replace('-', '');
  expect(second?.where).toMatchObject({ [column]: { [onwards]: expect.any(String) } });
  expect(third?.where).toMatchObject({ [column]: { [backwards]: expect.any(String) } });
});

test.each([
  ['made for another order', { sort: 'title' }],
  ['whose key is no date', { key: 'yesterday' }],
  ['whose id is none of ours', { id: 'x' }],
  ['that leads nowhere', { towards: 'up' }],
])('a cursor %s is refused', async (_, wrong) => {
  const made = { sort: 'createdAt', towards: 'next', key: '2026-01-01T00:00:00Z' };
  const cursor = Buffer.from(JSON.stringify({ ...made, id: crypto.randomUUID(), ...wrong }));
  await expect(
    sortedPage(
      { page: 1, pageSize: 2, sort: 'createdAt', cursor: cursor.toString('base64url') },
      async () => [],
    ),
  ).rejects.toMatchObject({ code: 'invalid_request', fields: [{ path: 'cursor' }] });
});
