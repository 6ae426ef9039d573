import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test, vi } from 'vitest';
import { createBrowserMemory } from './browser-memory.ts';
import type { RememberedUpload } from './upload-memory.ts';

const dayMs = 24 * 60 * 60 * 1000;

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  return () => vi.unstubAllGlobals();
});

const upload = (change: Partial<RememberedUpload> = {}): RememberedUpload => ({
  uploadId: 'u1',
  ownerId: 'ana',
  purpose: 'film.video',
  slot: null,
  page: '/films/new',
  fileName: 'film.mp4',
  byteSize: 12,
  lastModifiedMs: 34,
  fingerprint: 'f'.repeat(64),
  handle: null,
  etagsAreMd5: null,
  ...change,
});

test('another visit finds what was remembered, and only its own', async () => {
  const memory = createBrowserMemory();
  const handle = { kind: 'file', name: 'film.mp4' } as FileSystemFileHandle;
  await memory.remember(upload({ handle }));
  await memory.remember(upload({ uploadId: 'u2', ownerId: 'ben' }));
  const later = createBrowserMemory();
  expect(await later.all('ana')).toEqual([upload({ handle })]);
  expect(await later.all('ben')).toEqual([upload({ uploadId: 'u2', ownerId: 'ben' })]);
  expect(await later.all('cy')).toEqual([]);
});

test('the same upload is remembered once, as it was last; what is forgotten is gone', async () => {
  const memory = createBrowserMemory();
  await memory.remember(upload());
  await memory.remember(upload({ etagsAreMd5: true }));
  expect(await memory.all('ana')).toEqual([upload({ etagsAreMd5: true })]);
  await memory.forget('u1');
  await memory.forget('never there');
  expect(await memory.all('ana')).toEqual([]);
});

test('after thirty days it is dropped', async () => {
  let now = 0;
  const memory = createBrowserMemory(() => now);
  await memory.remember(upload());
  now = 10 * dayMs;
  await memory.remember(upload({ uploadId: 'u2' }));
  now = 30 * dayMs;
  expect(await memory.all('ana')).toHaveLength(2);
  now = 30 * dayMs + 1;
  expect((await memory.all('ana')).map(({ uploadId }) => uploadId)).toEqual(['u2']);
  now = 1;
  expect(await memory.all('ana')).toHaveLength(1);
});

test('a handle that cannot be stored is left out', async () => {
  const memory = createBrowserMemory();
  const handle = { kind: 'file', getFile: () => undefined } as unknown as FileSystemFileHandle;
  await memory.remember(upload({ handle }));
  expect(await memory.all('ana')).toEqual([upload()]);
});

test('a browser without storage remembers nothing and does not complain', async () => {
  vi.stubGlobal('indexedDB', undefined);
  const memory = createBrowserMemory();
  await memory.remember(upload());
  await memory.forget('u1');
  expect(await memory.all('ana')).toEqual([]);
});

test('storage that comes back is used again', async () => {
  const { indexedDB } = globalThis;
  const memory = createBrowserMemory();
  vi.stubGlobal('indexedDB', {
    open: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  });
  await memory.remember(upload());
  expect(await memory.all('ana')).toEqual([]);
  vi.stubGlobal('indexedDB', indexedDB);
  await memory.remember(upload());
  expect(await memory.all('ana')).toEqual([upload()]);
});
