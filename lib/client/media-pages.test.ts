import { afterEach, expect, test, vi } from 'vitest';
import type { Media } from '#lib/shared/schemas/media.ts';
import {
  afterAction,
  changedIn,
  cursorAfter,
  getMediaPage,
  type MediaPages,
  paceOf,
  withFreshStart,
  withoutMedia,
} from './media-pages.ts';

afterEach(() => vi.unstubAllGlobals());

const mediaOf = (id: string, status: Media['status']): Media => ({
  ...({ id, status, type: 'image', purpose: 'media.image', progress: 0.5 } as const),
  owner: { id: 'editor', name: 'Editor' },
  ...{ fileName: `${id}.jpg`, fileSize: 10, mimeType: 'image/jpeg' },
  ...{ width: null, height: null, duration: null, bitrate: null, metadata: {} },
  ...{ title: null, alt: null, focalPoint: null, posterSeconds: null },
  ...{ isPublic: false, displayUrl: null, thumbnailUrl: null, urls: {}, placeholder: null },
  ...{ version: 1, createdAt: '2026-11-21T10:00:00.000Z', updatedAt: '2026-11-21T10:00:00.000Z' },
});
const pageOf = (...results: Media[]) => ({ count: 9, next: null, previous: null, results });
const pagesOf = (...pages: MediaPages['pages']): MediaPages => ({
  pages,
  pageParams: pages.map(() => null),
});

test('a page is asked for with the same conditions and the cursor of the one before', async () => {
  const asked: string[] = [];
  const answer = { ...pageOf(mediaOf('a', 'ready')), next: 'https://a.test/api/media?cursor=c1' };
  vi.stubGlobal('fetch', async (address: string) => {
    asked.push(address);
    return Response.json(answer);
  });
  const first = await getMediaPage('q=sea&type=image', null);
  await getMediaPage('q=sea&type=image', cursorAfter(first));
  expect(asked).toEqual([
    '/api/media?q=sea&type=image&pageSize=48',
    '/api/media?q=sea&type=image&pageSize=96&cursor=c1',
  ]);
  expect(cursorAfter({ next: null })).toBeNull();
});

test.each<[Media['status'][], number | false]>([
  [[], false],
  [['ready', 'failed'], false],
  [['ready', 'uploading'], 15_000],
  [['uploading', 'processing'], 3_000],
])('while there is %j, it is asked how they stand every %s ms', (statuses, paceMs) => {
  expect(paceOf(statuses.map((status) => ({ status })))).toBe(paceMs);
});

const idsOf = ({ pages }: MediaPages) => pages.map(({ results }) => results.map(({ id }) => id));

test('a deleted media leaves its page and the count, the others stay the same objects', () => {
  const kept = mediaOf('a', 'ready');
  const pages = pagesOf(pageOf(kept, mediaOf('b', 'ready')), pageOf(mediaOf('c', 'ready')));
  const left = withoutMedia(pages, new Set(['b', 'elsewhere']));
  expect(idsOf(left)).toEqual([['a'], ['c']]);
  expect(left.pages.map(({ count }) => count)).toEqual([8, 8]);
  expect(left.pages[0]?.results[0]).toBe(kept);
  expect(withoutMedia(pages, new Set(['elsewhere']))).toBe(pages);
});

test('a change touches those it is for, and no list without them', () => {
  const pages = pagesOf(pageOf(mediaOf('a', 'ready'), mediaOf('b', 'ready')));
  const changed = changedIn(pages, new Set(['b']), (media) => ({ ...media, title: 'New' }));
  expect(changed.pages[0]?.results.map(({ title }) => title)).toEqual([null, 'New']);
  expect(changed.pages[0]?.results[0]).toBe(pages.pages[0]?.results[0]);
  expect(changedIn(pages, new Set(['c']), (media) => media)).toBe(pages);
});

test.each([
  ['publish', { isPublic: true, status: 'failed' }],
  ['unpublish', { isPublic: false, status: 'failed' }],
  ['reprocess', { status: 'processing', progress: 0, failure: undefined }],
] as const)('%s shows at once in those it is done to', (action, expected) => {
  const failure = { code: 'internal', message: '' } as const;
  const broken = { ...mediaOf('a', 'failed'), isPublic: action === 'unpublish', failure };
  const other = mediaOf('b', 'ready');
  const after = afterAction(pagesOf(pageOf(broken, other)), new Set(['a']), action);
  expect(after.pages[0]?.results[0]).toMatchObject(expected);
  expect(after.pages[0]?.results[1]).toBe(other);
});

test('a deletion shows at once, and not done to some, it shows with these', () => {
  const before = pagesOf(pageOf(mediaOf('a', 'ready'), mediaOf('b', 'ready')));
  expect(idsOf(afterAction(before, new Set(['a', 'b']), 'delete'))).toEqual([[]]);
  expect(idsOf(afterAction(before, new Set(['b']), 'delete'))).toEqual([['a']]);
});

const listOf = (...pages: string[]) =>
  pagesOf(...pages.map((ids) => pageOf(...[...ids].map((id) => mediaOf(id, 'ready')))));

test.each<[string, string[], string, string[] | null]>([
  ['nothing new', ['abc', 'def'], 'abc', ['abc', 'def']],
  ['a new one pushes the last out of the page', ['abc', 'def'], 'xab', ['xabc', 'def']],
  ['several new ones', ['abc', 'def'], 'xya', ['xyabc', 'def']],
  ['one that is gone, the next moves up', ['abc', 'def'], 'acd', ['acd', 'ef']],
  ['the first is gone', ['abc', 'def'], 'bcd', ['bcd', 'ef']],
  ['one that came to the front from far behind', ['abc', 'def'], 'fab', ['fabc', 'de']],
  ['nothing it knows: what lies between is not known', ['abc', 'def'], 'xyz', null],
])('the start of a long list, asked for again: %s', (_, before, fresh, expected) => {
  const start = listOf(fresh).pages[0];
  const joined = start && withFreshStart(listOf(...before), { ...start, count: 7 });
  expect(joined && idsOf(joined).map((ids) => ids.join(''))).toEqual(expected);
  if (joined) expect(joined.pages.map(({ count }) => count)).toEqual([7, 7]);
});
