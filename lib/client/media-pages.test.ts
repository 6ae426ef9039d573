import { afterEach, expect, test, vi } from 'vitest';
import type { Media } from '#lib/shared/schemas/media.ts';
import {
  cursorAfter,
  getMediaPage,
  type MediaPages,
  pollAfterMs,
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
    '/api/media?q=sea&type=image&pageSize=48&cursor=c1',
  ]);
  expect(cursorAfter({ next: null })).toBeNull();
});

test('a list is asked for again only while something goes on, with more pages less often', () => {
  const ready = pageOf(mediaOf('a', 'ready'), mediaOf('b', 'failed'));
  const processing = pageOf(mediaOf('c', 'uploading'), mediaOf('d', 'processing'));
  const uploading = pageOf(mediaOf('e', 'uploading'));
  expect(pollAfterMs(undefined)).toBe(false);
  expect(pollAfterMs(pagesOf(ready, ready))).toBe(false);
  expect(pollAfterMs(pagesOf(processing))).toBe(3_000);
  expect(pollAfterMs(pagesOf(ready, processing))).toBe(6_000);
  expect(pollAfterMs(pagesOf(ready, uploading))).toBe(15_000);
});

test('a deleted media leaves its page, the others stay the same objects', () => {
  const kept = mediaOf('a', 'ready');
  const pages = pagesOf(pageOf(kept, mediaOf('b', 'ready')), pageOf(mediaOf('c', 'ready')));
  const left = withoutMedia(pages, 'b').pages;
  expect(left.map(({ results }) => results.map(({ id }) => id))).toEqual([['a'], ['c']]);
  expect(left[0]?.results[0]).toBe(kept);
});
