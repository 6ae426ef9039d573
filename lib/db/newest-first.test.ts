import { expect, test } from 'vitest';
import { newestFirst, type PageLink } from './newest-first.ts';

const row = (minute: number) => ({
  id: crypto.randomUUID(),
  createdAt: new Date(Date.UTC(2026, 0, 1, 0, minute)),
});

test('a cursor bounds the index on both ways, so a far page costs what a near one does', async () => {
  const rows = [row(3), row(2), row(1)];
  const windows: object[] = [];
  const pageAt = (link: PageLink | null) => ({
    ...{ page: 1, pageSize: 2 },
    ...(link && 'cursor' in link ? link : {}),
  });
  const read = async ({ where }: { where: object }) => {
    windows.push(where);
    return rows;
  };
  const first = await newestFirst({ page: 1, pageSize: 2 }, read);
  const second = await newestFirst(pageAt(first.next), read);
  await newestFirst(pageAt(second.previous), read);
  expect(windows).toMatchObject([
    {},
    { createdAt: { lte: rows[1]?.createdAt.toISOString() } },
    { createdAt: { gte: rows[0]?.createdAt.toISOString() } },
  ]);
});
