import { createCipheriv, createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fingerprintEdgeBytes } from '#lib/shared/fingerprint.ts';
import { HashFiles } from './hash-files.ts';
import type { HashAnswer, HashRequest } from './hash-messages.ts';

const mebi = 1024 * 1024;

let answers: HashAnswer[];
let hashFiles: HashFiles;
let jobs: number;
let waiting: (() => void)[];

beforeEach(() => {
  answers = [];
  jobs = 0;
  waiting = [];
  hashFiles = new HashFiles(hearAnswer);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function hearAnswer(answer: HashAnswer): void {
  answers.push(answer);
  for (const look of waiting.splice(0)) look();
}

/** As on a plain http page: everything is streamed, however small. */
function withoutSubtle(): void {
  vi.stubGlobal('crypto', {});
}

type Asked<Request> = Request extends { job: number } ? Omit<Request, 'job'> : never;

function ask(request: Asked<HashRequest>): number {
  jobs += 1;
  hashFiles.hear({ ...request, job: jobs });
  return jobs;
}

/** Waits for answers until there is one that counts; looks at each as it comes. */
async function untilAnswered<T>(look: () => T | undefined | false): Promise<T> {
  for (;;) {
    const found = look();
    if (found) return found;
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
}

const outcome = (job: number) =>
  untilAnswered(() => answers.find((each) => each.job === job && each.kind !== 'progress'));

async function value(job: number): Promise<string> {
  const answer = await outcome(job);
  if (answer.kind !== 'done') throw new Error(JSON.stringify(answer));
  return answer.value;
}

/** Bytes without a pattern, the same for the same seed. */
function bytesOf(byteSize: number, seed = 7): Uint8Array<ArrayBuffer> {
  const stream = createCipheriv('aes-128-ctr', Buffer.alloc(16, seed), Buffer.alloc(16));
  return new Uint8Array(stream.update(Buffer.alloc(byteSize)));
}

const sha256Hex = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const md5Base64 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('base64');

/** A file that notes what is read of it, and can go bad. */
class WatchedBlob extends Blob {
  readonly reads: [number, number][] = [];
  fault: (() => Promise<never>) | null = null;

  override slice(start = 0, end = this.size): Blob {
    this.reads.push([start, end]);
    const part = super.slice(start, end);
    const { fault } = this;
    return fault ? Object.assign(part, { arrayBuffer: fault }) : part;
  }
}

describe.each([
  { where: 'with the hash of the browser', isPlain: false },
  { where: 'without it', isPlain: true },
])('$where', ({ isPlain }) => {
  beforeEach(() => {
    if (isPlain) withoutSubtle();
  });

  test.each([
    [
      '',
      '1B2M2Y8AsgTpgAmY7PhCfg==',
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    ],
    [
      'abc',
      'kAFQmDzST7DWlj99KOF/cg==',
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    ],
  ])('the known hashes of "%s"', async (text, md5, sha256) => {
    const blob = new Blob([text]);
    const md5Job = ask({ kind: 'md5', file: 1, blob, start: 0, end: blob.size });
    const sha256Job = ask({ kind: 'sha256', file: 1, blob, pace: 'full' });
    expect(await value(md5Job)).toBe(md5);
    expect(await value(sha256Job)).toBe(sha256);
  });

  test('any ranges of any files at once have the hashes their bytes have', async () => {
    const range = fc.tuple(fc.nat({ max: 9 * mebi }), fc.nat({ max: 9 * mebi }));
    const file = fc.record({
      byteSize: fc.oneof(fc.nat({ max: 300_000 }), fc.integer({ min: 4 * mebi, max: 9 * mebi })),
      ranges: fc.array(range, { maxLength: 4 }),
      pace: fc.constant('full' as const),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 3 }), async (files) => {
        const expected = new Map<number, string>();
        for (const [index, { byteSize, ranges, pace }] of files.entries()) {
          const bytes = bytesOf(byteSize, index);
          const blob = new Blob([bytes]);
          const id = jobs + 1;
          expected.set(ask({ kind: 'sha256', file: id, blob, pace }), sha256Hex(bytes));
          for (const [a, b] of [[0, byteSize], ...ranges]) {
            const start = Math.min(a ?? 0, b ?? 0, byteSize);
            const end = Math.min(Math.max(a ?? 0, b ?? 0), byteSize);
            const job = ask({ kind: 'md5', file: id, blob, start, end });
            expected.set(job, md5Base64(bytes.subarray(start, end)));
          }
        }
        for (const [job, hash] of expected) expect(await value(job)).toBe(hash);
      }),
      { numRuns: 6 },
    );
  });

  test('the fingerprint is that of both ends and the size', async () => {
    for (const byteSize of [0, 5, 2 * fingerprintEdgeBytes, 2 * fingerprintEdgeBytes + 1, mebi]) {
      const bytes = bytesOf(byteSize);
      const isWhole = byteSize <= 2 * fingerprintEdgeBytes;
      const edges = isWhole
        ? [bytes]
        : [bytes.subarray(0, fingerprintEdgeBytes), bytes.subarray(-fingerprintEdgeBytes)];
      const expected = sha256Hex(Buffer.concat([...edges, Buffer.from(String(byteSize))]));
      const blob = new Blob([bytes]);
      expect(await value(ask({ kind: 'fingerprint', blob }))).toBe(expected);
      const read = await outcome(ask({ kind: 'whole', blob }));
      expect(read).toMatchObject({ whole: { fingerprint: expected, sha256: sha256Hex(bytes) } });
    }
  });
});

test('a small file is read once for both hashes', async () => {
  const blob = new WatchedBlob([bytesOf(mebi)]);
  const sha256 = ask({ kind: 'sha256', file: 1, blob, pace: 'full' });
  const other = ask({ kind: 'md5', file: 1, blob, start: 5, end: 9 });
  await Promise.all([value(sha256), value(other)]);
  expect(blob.reads).toEqual([
    [0, mebi],
    [5, 9],
  ]);
  blob.reads.length = 0;
  hashFiles.hear({ kind: 'close', file: 1 });
  // Kept waiting by another file, so that both are asked before the first byte is read.
  ask({ kind: 'md5', file: 2, blob: new Blob(['x']), start: 0, end: 1 });
  ask({ kind: 'md5', file: 2, blob: new Blob(['x']), start: 0, end: 1 });
  const md5 = ask({ kind: 'md5', file: 3, blob, start: 0, end: mebi });
  const shared = ask({ kind: 'sha256', file: 3, blob, pace: 'full' });
  expect(await value(md5)).toBe(md5Base64(bytesOf(mebi)));
  expect(await value(shared)).toBe(sha256Hex(bytesOf(mebi)));
  expect(blob.reads).toEqual([[0, mebi]]);
});

test('parts asked for in order feed the hash of the whole file: every byte is read once', async () => {
  withoutSubtle();
  const bytes = bytesOf(18 * mebi);
  const blob = new WatchedBlob([bytes]);
  ask({ kind: 'md5', file: 9, blob: new Blob(['x']), start: 0, end: 1 });
  ask({ kind: 'md5', file: 9, blob: new Blob(['x']), start: 0, end: 1 });
  const parts = [0, 6, 12].map((start) =>
    ask({ kind: 'md5', file: 1, blob, start: start * mebi, end: (start + 6) * mebi }),
  );
  const sha256 = ask({ kind: 'sha256', file: 1, blob, pace: 'full' });
  expect(await value(sha256)).toBe(sha256Hex(bytes));
  expect(await value(parts[2] ?? 0)).toBe(md5Base64(bytes.subarray(12 * mebi)));
  expect(blob.reads.reduce((sum, [start, end]) => sum + end - start, 0)).toBe(18 * mebi);
  expect(Math.max(...blob.reads.map(([start, end]) => end - start))).toBe(4 * mebi);
});

test('a part does not wait for the whole file', async () => {
  withoutSubtle();
  const blob = new Blob([bytesOf(40 * mebi)]);
  const sha256 = ask({ kind: 'sha256', file: 1, blob, pace: 'full' });
  const firstProgress = answers.length;
  const md5 = ask({ kind: 'md5', file: 1, blob, start: 20 * mebi, end: 21 * mebi });
  await value(md5);
  expect(
    answers.slice(firstProgress).filter(({ kind }) => kind === 'progress').length,
  ).toBeLessThan(3);
  expect(answers.some(({ job, kind }) => job === sha256 && kind === 'done')).toBe(false);
  await value(sha256);
});

test('files take turns', async () => {
  withoutSubtle();
  const blob = new Blob([bytesOf(20 * mebi)]);
  const [first, second] = [1, 2].map((file) => ask({ kind: 'sha256', file, blob, pace: 'full' }));
  await Promise.all([value(first ?? 0), value(second ?? 0)]);
  const order = answers.map(({ job }) => job);
  expect(order.slice(1, 9)).toEqual(
    Array.from({ length: 8 }, (_, index) => (index % 2 === 0 ? order[1] : order[2])),
  );
  expect(order[1]).not.toBe(order[2]);
});

describe('pace', () => {
  /** Every piece seems to take 10 ms: the clock is read before and after it. */
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    withoutSubtle();
    let busyMs = 0;
    hashFiles = new HashFiles(
      (answer) => {
        busyMs += 10;
        hearAnswer(answer);
      },
      () => performance.now() + busyMs,
    );
  });

  const progress = () => answers.filter(({ kind }) => kind === 'progress').length;
  /** Reading goes on outside of the fake time. */
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  async function pass(ms: number): Promise<void> {
    await vi.advanceTimersByTimeAsync(ms);
    for (let turn = 0; turn < 20; turn += 1) await settle();
  }

  test('gentle rests far longer than it worked, however many files there are', async () => {
    const blob = new Blob([bytesOf(16 * mebi)]);
    for (const file of [1, 2]) ask({ kind: 'sha256', file, blob, pace: 'gentle' });
    for (const pieces of [1, 2, 3]) {
      await untilAnswered(() => progress() === pieces);
      await pass(470);
      expect(progress()).toBe(pieces);
      await pass(25);
    }
    expect(new Set(answers.map(({ job }) => job))).toEqual(new Set([1, 2]));
  });

  test('a part does not wait for the rest to be over, nor shorten it', async () => {
    const blob = new Blob([bytesOf(16 * mebi)]);
    ask({ kind: 'sha256', file: 1, blob, pace: 'gentle' });
    await untilAnswered(() => progress() === 1);
    await pass(1);
    await value(ask({ kind: 'md5', file: 1, blob, start: 4 * mebi, end: 12 * mebi }));
    expect(progress()).toBe(1);
  });

  test('full ends the rest at once', async () => {
    const bytes = bytesOf(12 * mebi);
    const job = ask({ kind: 'sha256', file: 1, blob: new Blob([bytes]), pace: 'gentle' });
    await untilAnswered(() => progress() === 1);
    await pass(5);
    hashFiles.hear({ kind: 'pace', file: 1, pace: 'full' });
    expect(await value(job)).toBe(sha256Hex(bytes));
  });

  test('gentle takes effect with the piece in hand', async () => {
    const blob = new Blob([bytesOf(40 * mebi)]);
    ask({ kind: 'sha256', file: 1, blob, pace: 'full' });
    await untilAnswered(() => progress() === 1);
    hashFiles.hear({ kind: 'pace', file: 1, pace: 'gentle' });
    for (let turn = 0; turn < 50; turn += 1) await settle();
    // The one being hashed, and the one already read.
    expect(progress()).toBeLessThanOrEqual(3);
  });
});

describe('files that go bad', () => {
  test.each(['NotReadableError', 'NotFoundError'])(
    '%s fails all of that file alone',
    async (name) => {
      withoutSubtle();
      const blob = new WatchedBlob([bytesOf(12 * mebi)]);
      blob.fault = async () => {
        throw new DOMException('gone', name);
      };
      const bad = [
        ask({ kind: 'sha256', file: 1, blob, pace: 'full' }),
        ask({ kind: 'md5', file: 1, blob, start: 0, end: 9 }),
      ];
      const good = ask({ kind: 'md5', file: 2, blob: new Blob(['abc']), start: 0, end: 3 });
      for (const job of bad) {
        expect(await outcome(job)).toMatchObject({ kind: 'failed', isFileChanged: true });
      }
      expect(await value(good)).toBe('kAFQmDzST7DWlj99KOF/cg==');
      blob.fault = null;
      const again = ask({ kind: 'md5', file: 1, blob, start: 0, end: 9 });
      expect(await value(again)).toBe(md5Base64(bytesOf(9)));
    },
  );

  test('a file that became shorter has changed', async () => {
    const blob = new Blob(['abc']);
    const job = ask({ kind: 'md5', file: 1, blob, start: 0, end: 4 });
    expect(await outcome(job)).toMatchObject({ kind: 'failed', isFileChanged: true });
  });

  test('what else goes wrong says nothing about the file', async () => {
    const blob = new WatchedBlob(['abc']);
    blob.fault = async () => {
      throw new RangeError('out of memory');
    };
    expect(await outcome(ask({ kind: 'md5', file: 1, blob, start: 0, end: 3 }))).toEqual({
      kind: 'failed',
      job: 1,
      isFileChanged: false,
      message: 'out of memory',
    });
  });
});

test('a closed file is read no further, and its hash is free for the next', async () => {
  withoutSubtle();
  const blob = new WatchedBlob([bytesOf(40 * mebi)]);
  const closed = ask({ kind: 'sha256', file: 1, blob, pace: 'full' });
  await untilAnswered(() => answers.length > 0);
  hashFiles.hear({ kind: 'close', file: 1 });
  const { length } = blob.reads;
  const bytes = bytesOf(9 * mebi);
  expect(await value(ask({ kind: 'sha256', file: 2, blob: new Blob([bytes]), pace: 'full' }))).toBe(
    sha256Hex(bytes),
  );
  expect(blob.reads.length).toBe(length);
  expect(answers.filter(({ job }) => job === closed).every(({ kind }) => kind === 'progress')).toBe(
    true,
  );
});

test('a rest that ends between two looks at the clock is not waited out for ever', async () => {
  withoutSubtle();
  // Every look takes 4 ms of this clock, and the rest a multiple of that: it ends in between.
  let nowMs = 0;
  hashFiles = new HashFiles(hearAnswer, () => {
    nowMs += 4;
    return nowMs;
  });
  const bytes = bytesOf(20 * mebi);
  const job = ask({ kind: 'sha256', file: 1, blob: new Blob([bytes]), pace: 'gentle' });
  expect(await value(job)).toBe(sha256Hex(bytes));
});
