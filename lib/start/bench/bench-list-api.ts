// How soon lists of 5,000 are answered, whatever is asked of them.
import { api } from '#lib/shared/paths.ts';
import type { Figure } from './figures.ts';
import type { Stage } from './stage.ts';
import { stockCatalogue, stockLibrary } from './stocked.ts';

/** Each question in turn, so that a noisy moment hits all. */
const askedTimes = 60;
const pagesBeforeDeep = 40;

type List = { count: number; next: string | null };

export async function benchMediaApi(stage: Stage): Promise<Figure[]> {
  await stockLibrary(stage);
  const path = `${api.media()}?pageSize=48`;
  return askInTurns(stage, {
    'media, first page': path,
    'media, a page far behind': `${path}&cursor=${await deepCursor(stage, path)}`,
    'media, of one kind': `${path}&type=image`,
    'media, of one status': `${path}&status=failed`,
    'media, of one month': `${path}&from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z`,
    'media, in use': `${path}&attached=1`,
    'media, not in use': `${path}&attached=0`,
    'media, words in the name': `${path}&q=harbour%20number%2042`,
    'media, largest first': `${path}&sort=-fileSize`,
    'media, by name': `${path}&sort=fileName`,
  });
}

export async function benchListApi(stage: Stage): Promise<Figure[]> {
  await stockCatalogue(stage);
  const [films, photos, products] = [
    `${api.records('film')}?pageSize=20`,
    `${api.records('photo')}?pageSize=24`,
    `${api.records('product')}?pageSize=20`,
  ];
  return askInTurns(stage, {
    'films, first page': films,
    'films, a page far behind': `${films}&cursor=${await deepCursor(stage, films)}`,
    'films, published': `${films}&state=published`,
    'films, words in the title': `${films}&q=number%2042`,
    'films, by title': `${films}&sort=title`,
    'photos, first page': photos,
    'photos, words in the title': `${photos}&q=number%2042`,
    'products, first page': products,
    'products, words in the title': `${products}&q=number%2042`,
    'products, by title': `${products}&sort=title`,
  });
}

async function askInTurns({ studio }: Stage, questions: Record<string, string>): Promise<Figure[]> {
  const took = new Map(Object.keys(questions).map((name) => [name, [] as number[]]));
  for (let round = 0; round <= askedTimes; round += 1) {
    for (const [name, path] of Object.entries(questions)) {
      const startedAt = performance.now();
      await studio.request('GET', path);
      // The first finds nothing in any cache.
      if (round > 0) took.get(name)?.push(performance.now() - startedAt);
    }
  }
  return [...took].map(([name, all]) => ({
    what: `(l) list of ${name}: half of them, 95 of 100`,
    measured: `${share(all, 0.5)} ms, ${share(all, 0.95)} ms`,
  }));
}

async function deepCursor({ studio }: Stage, path: string): Promise<string> {
  const address = new URL(path, 'http://localhost');
  let next: string | null = address.href;
  for (let page = 0; page < pagesBeforeDeep && next; page += 1) {
    const { search }: URL = new URL(next);
    ({ next } = await studio.request<List>('GET', `${address.pathname}${search}`));
  }
  const cursor = next && new URL(next).searchParams.get('cursor');
  if (!cursor) throw new Error('There are fewer pages than expected.');
  return cursor;
}

function share(all: number[], part: number): string {
  const sorted = all.toSorted((a, b) => a - b);
  return (sorted[Math.floor(sorted.length * part)] ?? Number.NaN).toFixed(0);
}
