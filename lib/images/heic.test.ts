// HEIC as phones and others write it, and what only says it is one. The samples of test-heic were made with
// heif-enc of libheif 1.23 (`-q 90 -p chroma=444`, and the option each is named for), as nothing here encodes
// HEVC. In `turned` the EXIF was then set to say 6, as phones do beside the turn of the container, and in
// `second` the box pitm to name the second picture.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Budget, createBudget } from '#lib/shared/budget.ts';
import { seededRandom } from '#lib/testing/seeded-random.ts';
import { readableHeic } from './heic.ts';
import type { HeicJob } from './heic-job.ts';
import { expectQuarters, quartersOf } from './test-quarters.ts';
import { makeVariants } from './variants.ts';

// Node starts, loads the decoder and decodes, behind everything else on the machine.
vi.setConfig({ testTimeout: 60_000 });

let folder: string;
let target: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heic-'));
  target = join(folder, 'source.png');
});
afterAll(() => rm(folder, { recursive: true }));

const sample = (name: string) => join(import.meta.dirname, 'test-heic', `${name}.heic`);

async function file(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

/** The file with every size that its header tells replaced: the boxes ispe of ISO/IEC 23008-12. */
function sized(bytes: Buffer, width: number, height: number): Buffer {
  const copy = Buffer.from(bytes);
  for (let at = copy.indexOf('ispe'); at >= 0; at = copy.indexOf('ispe', at + 4)) {
    copy.writeUInt32BE(width, at + 8);
    copy.writeUInt32BE(height, at + 12);
  }
  return copy;
}

/** From this share of it on. */
function withNoise(bytes: Buffer, from: number, seed = 7): Buffer {
  const copy = Buffer.from(bytes);
  const random = seededRandom(seed);
  for (let at = Math.floor(copy.length * from); at < copy.length; at++) {
    copy[at] = Math.floor(random() * 256);
  }
  return copy;
}

test.each([
  ['plain', 'eight bits', { width: 120, height: 80 }],
  ['ten', 'ten bits', { width: 120, height: 80 }],
  ['p3', 'Display P3', { width: 120, height: 80 }],
  ['grid', 'twenty tiles', { width: 300, height: 200 }],
  ['turned', 'turned by its container and, once more, by its EXIF', { width: 120, height: 80 }],
  ['mirrored', 'mirrored by its container', { width: 120, height: 80 }],
  ['second', 'the second of two pictures', { width: 120, height: 80 }],
])('%s: %s', async (name, _, shape) => {
  const made = await makeVariants(await readableHeic({ source: sample(name), target }));
  expect(made.facts).toMatchObject({ ...shape, hasAlpha: false, orientation: 1, frameCount: 1 });
  expect(made.variants.find(({ name }) => name === 'large')).toMatchObject(shape);
  for (const { bytes } of made.variants) {
    expectQuarters(await quartersOf(bytes), 30);
    const { exif, icc, xmp } = await sharp(bytes).metadata();
    expect([exif, icc, xmp]).toEqual([undefined, undefined, undefined]);
  }
});

test('the EXIF of the turned sample is there, with the place', async () => {
  const { exif } = await sharp(sample('turned')).metadata();
  expect(exif?.includes('Phone')).toBe(true);
});

test.each(['alpha', 'premultiplied'])('%s: clear stays clear, and colours stay', async (name) => {
  const path = await readableHeic({ source: sample(name), target });
  const { data, info } = await sharp(path).raw().toBuffer({ resolveWithObject: true });
  expect(info.channels).toBe(4);
  const at = (x: number, y: number) => [...data.subarray((y * 120 + x) * 4, (y * 120 + x) * 4 + 4)];
  const isNear = (seen: number[], meant: number[]) =>
    seen.every((value, i) => Math.abs(value - (meant[i] ?? -100)) <= 12);
  expect(at(30, 20)).toSatisfy((seen: number[]) => isNear(seen, [220, 30, 30, 255]));
  expect(at(90, 20)[3]).toBeLessThanOrEqual(3);
  expect(at(90, 60)).toSatisfy((seen: number[]) => isNear(seen, [230, 220, 40, 128]));
});

test('an AVIF that calls itself by the name of the family is left to libvips', async () => {
  const plain = sharp({ create: { width: 8, height: 8, channels: 3, background: '#c2410c' } });
  const source = await file('family.heic', await plain.avif({ effort: 0 }).toBuffer());
  expect(await readableHeic({ source, target: join(folder, 'none.png') })).toBe(source);
});

describe('refused', () => {
  const rows: [string, string, (whole: Buffer) => Uint8Array, string][] = [
    ['the first half', 'plain', (whole) => whole.subarray(0, whole.length / 2), 'corrupt_file'],
    ['all but the end', 'grid', (whole) => whole.subarray(0, -200), 'corrupt_file'],
    ['noise for a header', 'plain', (whole) => withNoise(whole, 0.05), 'corrupt_file'],
    ['more than we decode', 'plain', (whole) => sized(whole, 40_000, 40_000), 'too_many_pixels'],
    ['larger than it says', 'large', (whole) => sized(whole, 120, 80), 'corrupt_file'],
    ['smaller than it says', 'plain', (whole) => sized(whole, 4000, 3000), 'corrupt_file'],
  ];
  test.each(rows)('%s of %s', async (name, from, change, code) => {
    const source = await file(`${name}.heic`, change(await readFile(sample(from))));
    const untouched = join(folder, `${name}.png`);
    const decoding = readableHeic({ source, target: untouched });
    await expect(decoding).rejects.toMatchObject({ name: 'MediaFailure', code });
    await expect(access(untouched)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

test('noise in place of the picture is a damaged file or a picture of noise, never more', async () => {
  for (const seed of [1, 2, 3]) {
    const noisy = withNoise(await readFile(sample('grid')), 0.6, seed);
    const source = await file('noisy.heic', noisy);
    const outcome = await readableHeic({ source, target }).catch((error: unknown) => error);
    if (outcome === target) expect(await sharp(target).metadata()).toMatchObject({ width: 300 });
    else expect(outcome).toMatchObject({ code: 'corrupt_file' });
  }
});

describe('the process', () => {
  test('is killed when it takes too long', async () => {
    const decoding = readableHeic({ source: sample('large'), target, timeoutSeconds: 0.1 });
    await expect(decoding).rejects.toMatchObject({ code: 'processing_timeout' });
  });

  test('is killed when nobody waits for it any longer', async () => {
    const stopping = new AbortController();
    const unfinished = join(folder, 'unfinished.png');
    const memory: Budget = {
      hold(_, work) {
        const working = work();
        stopping.abort(new Error('deleted'));
        return working;
      },
    };
    const decoding = readableHeic({
      ...{ source: sample('large'), target: unfinished, memory, signal: stopping.signal },
    });
    await expect(decoding).rejects.toThrow('deleted');
    await expect(access(unfinished)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('waits for its memory, and gives it back', async () => {
    const memory = createBudget(1);
    const all = [1, 2].map((at) =>
      readableHeic({ source: sample('plain'), target: join(folder, `${at}.png`), memory }),
    );
    expect(await Promise.all(all)).toHaveLength(2);
    expect(await memory.hold(1, async () => 'free')).toBe('free');
  });

  const begin = (job: Partial<HeicJob>) => {
    const program = join(import.meta.dirname, 'heic-process.ts');
    const child = fork(program, {
      execArgv: ['--conditions=react-server'],
      serialization: 'advanced',
    });
    const whole = {
      source: sample('large'),
      target,
      width: 4000,
      height: 3000,
      memoryBytes: 2 ** 30,
    };
    child.send({ ...whole, ...job });
    return child;
  };

  test('ends with the one that started it, in the middle of its work', async () => {
    const child = begin({ target: join(folder, 'orphan.png') });
    const ended = once(child, 'exit');
    child.disconnect();
    expect(await ended).toEqual([1, null]);
    await expect(access(join(folder, 'orphan.png'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('takes no more memory than it was given', async () => {
    const child = begin({ memoryBytes: 32 * 1024 * 1024 });
    const [answer] = await once(child, 'message');
    expect(answer).toMatchObject({ isDone: false });
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
