import { createHash } from 'node:crypto';
import { beforeEach, expect, test, vi } from 'vitest';
import { AppError } from '#lib/shared/errors.ts';
import { HashFiles } from './hash-files.ts';
import type { HashRequest } from './hash-messages.ts';
import type { HashWorker } from './hash-worker-line.ts';
import type { Hasher } from './hashing.ts';
import { createWorkerHasher } from './worker-hasher.ts';

/** A worker in this thread: its messages arrive later, as real ones do. */
class FakeWorker extends EventTarget implements HashWorker {
  readonly heard: HashRequest[] = [];
  isDeaf = false;
  isTerminated = false;
  readonly #files = new HashFiles((answer) => {
    if (!this.isTerminated) this.dispatchEvent(new MessageEvent('message', { data: answer }));
  });

  postMessage(request: HashRequest): void {
    this.heard.push(request);
    if (!this.isDeaf) setImmediate(() => this.#files.hear(request));
  }

  terminate(): void {
    this.isTerminated = true;
  }
}

let workers: FakeWorker[];
let hasher: Hasher;

beforeEach(() => {
  workers = [];
  hasher = createWorkerHasher(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker;
  });
});

const worker = (index = 0) => {
  const found = workers[index];
  if (!found) throw new Error('no such worker');
  return found;
};
const blob = new Blob(['a film']);
const sha256 = createHash('sha256').update('a film').digest('hex');

test('one worker for all files, made when it is needed', async () => {
  const [first, second] = [hasher.open(blob), hasher.open(new Blob(['b']))];
  expect(workers).toHaveLength(0);
  expect(await first.md5(2, 6)).toBe(createHash('md5').update('film').digest('base64'));
  expect(await second.sha256()).toBe(createHash('sha256').update('b').digest('hex'));
  expect(await hasher.fingerprint(blob)).toBe(createHash('sha256').update('a film6').digest('hex'));
  expect(workers).toHaveLength(1);
});

test('a small file is read once, for its digests and a copy to send', async () => {
  const { copy, ...digests } = await hasher.readWhole(blob);
  expect(await copy.text()).toBe('a film');
  expect(digests).toEqual({
    fingerprint: createHash('sha256').update('a film6').digest('hex'),
    md5: createHash('md5').update('a film').digest('base64'),
    sha256,
  });
});

test('a small file that is gone is said to be gone', async () => {
  const gone = new Blob(['a film']);
  gone.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotFoundError'));
  await expect(hasher.readWhole(gone)).rejects.toMatchObject({ code: 'file_changed' });
});

test('the worker hears nothing of a file nothing was asked about', async () => {
  await hasher.fingerprint(blob);
  const file = hasher.open(blob);
  file.setPace('full');
  file.close();
  expect(worker().heard.map(({ kind }) => kind)).toEqual(['fingerprint']);
});

test('the whole file is hashed once, whoever asks; all are told how far it is', async () => {
  vi.stubGlobal('crypto', {});
  const big = new Blob([new Uint8Array(12 * 1024 * 1024)]);
  const file = hasher.open(big);
  file.setPace('full');
  const shares: number[][] = [[], []];
  const [a, b] = [0, 1].map((index) => file.sha256((share) => shares[index]?.push(share)));
  expect(a).toBe(b);
  await a;
  vi.unstubAllGlobals();
  expect(shares[0]).toEqual([1 / 3, 2 / 3]);
  expect(shares[1]).toEqual(shares[0]);
  expect(worker().heard.filter(({ kind }) => kind === 'sha256')).toHaveLength(1);
  expect(file.sha256()).toBe(a);
});

test('the pace is kept from before the start and told after it', async () => {
  const file = hasher.open(blob);
  file.setPace('gentle');
  const hash = file.sha256();
  file.setPace('full');
  await hash;
  expect(worker().heard).toMatchObject([
    { kind: 'sha256', pace: 'gentle' },
    { kind: 'pace', pace: 'full' },
  ]);
});

test('closing rejects what is under way and all that follows, and stops the worker at it', async () => {
  await hasher.fingerprint(blob);
  worker().isDeaf = true;
  const file = hasher.open(blob);
  const pending = [file.md5(0, 1), file.sha256()];
  file.close();
  file.close();
  for (const each of [...pending, file.md5(0, 1), file.sha256()]) {
    await expect(each).rejects.toMatchObject({ name: 'AbortError' });
  }
  expect(worker().heard.filter(({ kind }) => kind === 'close')).toHaveLength(1);
});

test('a file that changed on disk is an error of its own', async () => {
  const file = hasher.open(blob);
  await expect(file.md5(0, 100)).rejects.toBeInstanceOf(AppError);
  await expect(file.md5(0, 100)).rejects.toMatchObject({ code: 'file_changed' });
});

test('a worker that breaks rejects what it was asked; the next call starts another one', async () => {
  await hasher.fingerprint(blob);
  worker().isDeaf = true;
  const file = hasher.open(blob);
  const pending = [file.md5(0, 1), file.sha256(), hasher.fingerprint(blob)];
  worker().dispatchEvent(new Event('error'));
  for (const each of pending) {
    await expect(each).rejects.toThrow('The hashing worker stopped');
    await expect(each).rejects.not.toBeInstanceOf(AppError);
  }
  expect(worker().isTerminated).toBe(true);
  expect(await file.sha256()).toBe(sha256);
  expect(workers).toHaveLength(2);
  worker(0).dispatchEvent(new Event('error'));
  expect(await file.md5(0, 6)).toBe(createHash('md5').update('a film').digest('base64'));
  expect(workers).toHaveLength(2);
});

test('a worker that falls silent counts as broken, but not one that is only slow', async () => {
  vi.useFakeTimers();
  try {
    const file = hasher.open(blob);
    const first = hasher.fingerprint(new Blob(['a']));
    await vi.advanceTimersByTimeAsync(10);
    await first;
    worker().isDeaf = true;
    const rejected = expect(file.sha256()).rejects.toThrow('The hashing worker stopped');
    await vi.advanceTimersByTimeAsync(100_000);
    const alive = { kind: 'progress', job: 2, share: 0.5 } as const;
    worker().dispatchEvent(new MessageEvent('message', { data: alive }));
    await vi.advanceTimersByTimeAsync(100_000);
    expect(worker().isTerminated).toBe(false);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(worker().isTerminated).toBe(true);
    await rejected;
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
