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

test('before the speed is known it waits a moment only', async () => {
  const quick = hashingThat(takes(20)).hashing;
  expect(await answerOf(new PartChecksums(quick, goodput(null)))).toBe('sum');
  const slow = hashingThat(takes(100)).hashing;
  expect(await answerOf(new PartChecksums(slow, goodput(null)))).toBeNull();
});

test('before the speed is known only one piece at a time waits', async () => {
  const md5 = vi.fn(takes(20));
  const checksums = new PartChecksums(hashingThat(md5).hashing, goodput(null));
  const answers = Promise.all([checksums.of(0, 1), checksums.of(1, 2)]);
  await vi.advanceTimersByTimeAsync(100);
  expect(await answers).toEqual(['sum', null]);
  expect(await answerOf(checksums)).toBe('sum');
  expect(md5).toHaveBeenCalledTimes(2);
});

test('on a line faster than the processor it does not wait, and hashing steps back', async () => {
  const md5 = vi.fn(takes(1));
  const { hashing, paces } = hashingThat(md5);
  expect(await answerOf(new PartChecksums(hashing, goodput(mebibytes(200))))).toBeNull();
  expect(md5).not.toHaveBeenCalled();
  expect(paces).toEqual(['gentle']);
});

test('of an earlier page only a fast line counts: on a slow one the first pieces set out together', async () => {
  const md5 = vi.fn(takes(100));
  const { hashing } = hashingThat(md5);
  const fast = new PartChecksums(hashing, goodput(null, mebibytes(200)));
  expect(await answerOf(fast)).toBeNull();
  expect(md5).not.toHaveBeenCalled();
  const slow = new PartChecksums(hashing, goodput(null, mebibytes(5)));
  const answers = Promise.all([slow.of(0, 1), slow.of(1, 2)]);
  await vi.advanceTimersByTimeAsync(60);
  expect(await answers).toEqual([null, null]);
});

test('no hashing does not mean no uploading, but a file that changed does', async () => {
  const broken = hashingThat(() => Promise.reject(new Error('no worker'))).hashing;
  expect(await answerOf(new PartChecksums(broken, goodput(1)))).toBeNull();
  const changed = new AppError('file_changed', 'gone');
  const gone = hashingThat(() => Promise.reject(changed)).hashing;
  await expect(new PartChecksums(gone, goodput(1)).of(0, 1)).rejects.toBe(changed);
});
