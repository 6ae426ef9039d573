import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AppError } from '#lib/shared/errors.ts';
import type { FileHashing } from './hashing.ts';
import { PartChecksums } from './part-checksums.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const mebibytes = (count: number) => count * 1024 * 1024;

function hashingThat(md5: FileHashing['md5']) {
  const paces: string[] = [];
  const hashing: FileHashing = {
    md5,
    sha256: async () => '',
    setPace: (pace) => paces.push(pace),
    close: () => undefined,
  };
  return { hashing, paces };
}
const goodput = (
  bytesPerSecond: number | null,
  rememberedBytesPerSecond: number | null = null,
) => ({ bytesPerSecond, rememberedBytesPerSecond });
const takes = (milliseconds: number) => () =>
  new Promise<string>((resolve) => setTimeout(() => resolve('sum'), milliseconds));

/** What `of` answers, however long it takes. */
async function answerOf(checksums: PartChecksums): Promise<string | null> {
  const answer = checksums.of(0, 1);
  await vi.advanceTimersByTimeAsync(10_000);
  return answer;
}

test('on a usual line a piece waits for its checksum', async () => {
  const { hashing, paces } = hashingThat(takes(500));
  expect(await answerOf(new PartChecksums(hashing, goodput(mebibytes(10))))).toBe('sum');
  expect(paces).toEqual(['full']);
});

test('before the speed is known a piece waits a moment only', async () => {
  const quick = hashingThat(takes(20));
  expect(await answerOf(new PartChecksums(quick.hashing, goodput(null)))).toBe('sum');
  expect(quick.paces).toEqual(['gentle']);
  const slow = hashingThat(takes(100)).hashing;
  expect(await answerOf(new PartChecksums(slow, goodput(null)))).toBeNull();
});

test('before the speed is known only one piece at a time waits', async () => {
  const md5 = vi.fn(takes(20));
  const checksums = new PartChecksums(hashingThat(md5).hashing, goodput(null, mebibytes(5)));
  const answers = Promise.all([checksums.of(0, 1), checksums.of(1, 2)]);
  await vi.advanceTimersByTimeAsync(100);
  expect(await answers).toEqual(['sum', null]);
  expect(await answerOf(checksums)).toBe('sum');
  expect(md5).toHaveBeenCalledTimes(2);
});

test('what is ready when the first piece sets out goes with it, and no piece waits', async () => {
  const md5 = vi.fn((start: number) => takes(100)().then((sum) => `${sum} ${start}`));
  const checksums = new PartChecksums(hashingThat(md5).hashing, goodput(null));
  const prepared = checksums.prepare(mebibytes(64));
  await vi.advanceTimersByTimeAsync(250);
  const part = (number: number) => checksums.of(mebibytes(8 * (number - 1)), mebibytes(8 * number));
  expect(await Promise.all([part(1), part(2), part(3)])).toEqual(['sum 0', 'sum 8388608', null]);
  await vi.advanceTimersByTimeAsync(1000);
  await prepared;
  expect(md5).toHaveBeenCalledTimes(3);
  // Parts of another size than expected are others.
  expect(await checksums.of(0, 1)).toBeNull();
});

test('nothing is prepared for a line that was fast, a small file or one that cannot be read', async () => {
  const md5 = vi.fn(takes(1));
  const { hashing } = hashingThat(md5);
  await new PartChecksums(hashing, goodput(null, mebibytes(200))).prepare(mebibytes(64));
  await new PartChecksums(hashing, goodput(null)).prepare(mebibytes(16));
  expect(md5).not.toHaveBeenCalled();
  const gone = vi.fn(() => Promise.reject(new AppError('file_changed', 'gone')));
  await new PartChecksums(hashingThat(gone).hashing, goodput(null)).prepare(mebibytes(64));
  expect(gone).toHaveBeenCalledTimes(1);
});

test('on a line faster than the processor it does not wait, and hashing steps back', async () => {
  const md5 = vi.fn(takes(1));
  const { hashing, paces } = hashingThat(md5);
  expect(await answerOf(new PartChecksums(hashing, goodput(mebibytes(200))))).toBeNull();
  expect(md5).not.toHaveBeenCalled();
  expect(paces).toEqual(['gentle']);
});

test('a line that was fast on an earlier page is taken for fast', async () => {
  const md5 = vi.fn(takes(100));
  const fast = new PartChecksums(hashingThat(md5).hashing, goodput(null, mebibytes(200)));
  expect(await answerOf(fast)).toBeNull();
  expect(md5).not.toHaveBeenCalled();
});

test('no hashing does not mean no uploading, but a file that changed does', async () => {
  const broken = hashingThat(() => Promise.reject(new Error('no worker'))).hashing;
  expect(await answerOf(new PartChecksums(broken, goodput(1)))).toBeNull();
  const changed = new AppError('file_changed', 'gone');
  const gone = hashingThat(() => Promise.reject(changed)).hashing;
  await expect(new PartChecksums(gone, goodput(1)).of(0, 1)).rejects.toBe(changed);
});
