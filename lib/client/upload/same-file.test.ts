import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { AppError } from '#lib/shared/errors.ts';
import type { UploadSession } from '#lib/shared/schemas/upload.ts';
import type { Hasher } from './hashing.ts';
import { requireSameFile } from './same-file.ts';
import type { RememberedUpload } from './upload-memory.ts';

const partSize = 10;
const content = 'The quick brown fox jumps over the lazy dog, twice.';
const lastModified = 1_700_000_000_000;
const film = new File([content], 'film.mp4', { lastModified });
const md5 = (text: string) => createHash('md5').update(text).digest('hex');
const fingerprint = createHash('sha256').update(content).digest('hex');

/** Hashes in place; notes which ranges it was asked for. */
class PlainHasher implements Pick<Hasher, 'fingerprint' | 'open'> {
  readonly ranges: number[] = [];
  openFiles = 0;
  fault: Error | null = null;

  open(file: Blob) {
    this.openFiles += 1;
    return {
      md5: async (start: number, end: number) => {
        if (this.fault) throw this.fault;
        this.ranges.push(start);
        const text = await file.slice(start, end).text();
        return createHash('md5').update(text).digest('base64');
      },
      sha256: async () => '',
      setPace: () => undefined,
      close: () => {
        this.openFiles -= 1;
      },
    };
  }

  async fingerprint(file: Blob) {
    return createHash('sha256')
      .update(await file.text())
      .digest('hex');
  }
}

function part(partNumber: number, change: { etag?: string } = {}) {
  const text = content.slice((partNumber - 1) * partSize, partNumber * partSize);
  return { partNumber, size: text.length, etag: `"${md5(text).toUpperCase()}"`, ...change };
}

function session(change: Partial<UploadSession> = {}): UploadSession {
  return {
    id: 'u1',
    mediaId: 'm1',
    key: 'k',
    expiresAt: '2030-01-01T00:00:00Z',
    token: 't',
    status: 'open',
    strategy: 'multipart',
    purpose: 'film.video',
    fileName: 'film.mp4',
    size: film.size,
    contentType: 'video/mp4',
    partSize,
    partCount: 6,
    fingerprint,
    slot: null,
    createdAt: '2029-01-01T00:00:00Z',
    idleSeconds: 60,
    storedParts: [1, 2, 3, 4, 5].map((partNumber) => part(partNumber)),
    ...change,
  };
}

function remembered(change: Partial<RememberedUpload> = {}): RememberedUpload {
  return {
    uploadId: 'u1',
    ownerId: 'ana',
    purpose: 'film.video',
    slot: null,
    page: null,
    fileName: 'film.mp4',
    byteSize: film.size,
    lastModifiedMs: lastModified,
    fingerprint,
    handle: null,
    etagsAreMd5: true,
    ...change,
  };
}

const odd = { etag: '"0123456789abcdef0123456789abcdef"' };
const touched = new File([content], 'film.mp4', { lastModified: lastModified + 1 });
const edited = new File([content.replace('lazy', 'busy')], 'film.mp4', { lastModified });

test.each<{
  case: string;
  file?: File;
  session?: Partial<UploadSession>;
  remembered?: Partial<RememberedUpload> | null;
}>([
  { case: 'everything fits' },
  { case: 'a browser that knows nothing', remembered: null },
  { case: 'another name and date', file: new File([content], 'copy.mp4'), remembered: null },
  { case: 'a date that changed, with parts to compare', file: touched },
  { case: 'nothing stored yet', session: { storedParts: [] } },
  { case: 'parts not asked for', session: { storedParts: undefined } },
  { case: 'in one piece', session: { strategy: 'single', partSize: null, partCount: null } },
  { case: 'one part, the last and short one', session: { storedParts: [part(6)] } },
  { case: 'two parts', session: { storedParts: [part(2), part(5)] } },
  { case: 'no fingerprint kept', session: { fingerprint: null }, remembered: null },
  {
    case: 'ETags that are no MD5, same date',
    session: { storedParts: [part(1, odd)] },
    remembered: { etagsAreMd5: false },
  },
  {
    case: 'ETags that do not look like an MD5, same date',
    session: { storedParts: [part(1, { etag: '"AHbx9-opaque"' })] },
    remembered: { etagsAreMd5: null },
  },
  {
    case: 'ETags that do not look like an MD5, where only the fingerprint is known',
    session: { storedParts: [part(1, { etag: '"AHbx9-opaque"' })] },
    remembered: null,
  },
])('the same file: $case', async (given) => {
  const hasher = new PlainHasher();
  await requireSameFile(given.file ?? film, {
    session: session(given.session),
    remembered: given.remembered === null ? null : remembered(given.remembered),
    hasher,
  });
  expect(hasher.openFiles).toBe(0);
});

test.each<{
  case: string;
  file?: File;
  session?: Partial<UploadSession>;
  remembered?: Partial<RememberedUpload> | null;
}>([
  { case: 'another size', file: new File([`${content}.`], 'film.mp4', { lastModified }) },
  { case: 'another fingerprint', file: edited },
  {
    case: 'another fingerprint, known here alone',
    file: edited,
    session: { fingerprint: null, storedParts: [] },
  },
  {
    case: 'a stored part differs, where no fingerprint tells',
    file: edited,
    session: { fingerprint: null, storedParts: [part(4)] },
    remembered: null,
  },
  { case: 'the first part', session: { storedParts: [part(1, odd), part(2), part(3)] } },
  { case: 'the last part', session: { storedParts: [part(1), part(2), part(3, odd)] } },
  { case: 'an ETag of unknown kind', session: { storedParts: [part(1, odd)] }, remembered: null },
  {
    case: 'ETags not looked at yet',
    session: { storedParts: [part(1, odd)] },
    remembered: { etagsAreMd5: null },
  },
  {
    case: 'ETags that are no MD5, another date',
    file: touched,
    session: { storedParts: [part(1, odd)] },
    remembered: { etagsAreMd5: false },
  },
  {
    case: 'ETags that tell nothing, and nothing else that would',
    session: { fingerprint: null, storedParts: [part(1, { etag: '"AHbx9-opaque"' })] },
    remembered: null,
  },
])('another file: $case', async (given) => {
  const hasher = new PlainHasher();
  const comparing = requireSameFile(given.file ?? film, {
    session: session(given.session),
    remembered: given.remembered === null ? null : remembered(given.remembered),
    hasher,
  });
  await expect(comparing).rejects.toBeInstanceOf(AppError);
  await expect(comparing).rejects.toMatchObject({ code: 'file_changed' });
  expect(hasher.openFiles).toBe(0);
});

test.each([
  { random: 0, offsets: [0, 10, 40] },
  { random: 0.5, offsets: [0, 20, 40] },
  { random: 0.999, offsets: [0, 30, 40] },
])('three parts are read, one of them by chance ($random)', async ({ random, offsets }) => {
  const hasher = new PlainHasher();
  const known = { session: session(), remembered: null, hasher, random: () => random };
  await requireSameFile(film, known);
  expect(hasher.ranges.sort((a, b) => a - b)).toEqual(offsets);
});

test('a hasher that breaks says nothing about the file', async () => {
  const hasher = new PlainHasher();
  hasher.fault = new Error('The hashing worker stopped.');
  const comparing = requireSameFile(film, { session: session(), remembered: null, hasher });
  await expect(comparing).rejects.toBe(hasher.fault);
  expect(hasher.openFiles).toBe(0);
});

test('where nothing can be hashed, the date speaks for the file this browser knew', async () => {
  const hasher = new PlainHasher();
  hasher.fault = new Error('WebAssembly is refused here.');
  const known = { session: session(), remembered: remembered(), hasher };
  await requireSameFile(film, known);
  await expect(requireSameFile(touched, known)).rejects.toBe(hasher.fault);
});
