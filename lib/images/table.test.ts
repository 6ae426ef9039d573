// Every kind of picture people send, and what only pretends to be one.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seededRandom } from '#lib/testing/seeded-random.ts';
import { expectQuarters, height, quarterAt, quartersOf, width } from './test-quarters.ts';
import { makeVariants } from './variants.ts';

const requests: string[] = [];
const server = createServer((request, response) => {
  requests.push(request.url ?? '');
  response.end();
});
let folder: string;
let address: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'image-table-'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

async function file(name: string, bytes: Uint8Array | string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

/**
 * For each EXIF orientation, where the stored pixel in row `r` and column `c` is seen: the standard says
 * which side of the picture the first row and the first column are.
 */
const seenAt: Record<number, (r: number, c: number) => [number, number]> = {
  1: (r, c) => [c, r],
  2: (r, c) => [width - 1 - c, r],
  3: (r, c) => [width - 1 - c, height - 1 - r],
  4: (r, c) => [c, height - 1 - r],
  5: (r, c) => [r, c],
  6: (r, c) => [width - 1 - r, c],
  7: (r, c) => [width - 1 - r, height - 1 - c],
  8: (r, c) => [r, height - 1 - c],
};

/** The quartered picture as a camera in this position stores it. */
function stored(orientation: number): Sharp {
  const isTurned = orientation >= 5;
  const [columns, rows] = isTurned ? [height, width] : [width, height];
  const pixels = Buffer.alloc(columns * rows * 3);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const [x, y] = seenAt[orientation]?.(r, c) ?? [c, r];
      pixels.set(quarterAt(x, y), (r * columns + c) * 3);
    }
  }
  return sharp(pixels, { raw: { width: columns, height: rows, channels: 3 } });
}

test.each([1, 2, 3, 4, 5, 6, 7, 8])('EXIF orientation %s', async (orientation) => {
  const image = stored(orientation).jpeg({ quality: 95 }).withMetadata({ orientation });
  const made = await makeVariants(await file(`${orientation}.jpg`, await image.toBuffer()));
  expect(made.facts).toMatchObject({ width, height, orientation });
  expect(made.variants.find(({ name }) => name === 'large')).toMatchObject({ width, height });
  for (const { bytes } of made.variants) expectQuarters(await quartersOf(bytes), 30);
});

const clear = { create: { width, height, channels: 4, background: '#00000000' } } as const;
const half = { left: 0, top: 0, width: width / 2, height };

const kinds: [name: string, image: () => Sharp | Promise<Sharp>, facts: object, off: number][] = [
  ['JPEG, progressive', () => stored(1).jpeg({ progressive: true }), { format: 'jpeg' }, 30],
  ['JPEG, full colour', () => stored(1).jpeg({ chromaSubsampling: '4:4:4' }), {}, 30],
  // Without a profile of the printer, CMYK says little about what was seen.
  ['JPEG, CMYK', () => stored(1).toColourspace('cmyk').jpeg({ quality: 95 }), {}, 90],
  ['PNG, interlaced', () => stored(1).png({ progressive: true }), { format: 'png' }, 30],
  ['PNG, palette', () => stored(1).png({ palette: true, colours: 8 }), { hasAlpha: false }, 30],
  ['PNG, 16 bits', () => stored(1).toColourspace('rgb16').png(), {}, 30],
  ['PNG, opaque alpha', () => stored(1).ensureAlpha().png(), { hasAlpha: true }, 30],
  ['WebP, lossless', () => stored(1).webp({ lossless: true }), { format: 'webp' }, 30],
  ['WebP, lossy', () => stored(1).webp(), {}, 30],
  ['GIF', () => stored(1).gif(), { format: 'gif', isAnimated: false }, 30],
  ['AVIF', () => stored(1).avif({ effort: 0 }), { format: 'avif' }, 30],
  ['AVIF, 10 bits', () => stored(1).avif({ effort: 0, bitdepth: 10 }), {}, 30],
  ['AVIF, full colour', () => stored(1).avif({ effort: 0, chromaSubsampling: '4:4:4' }), {}, 30],
];

test.each(kinds)('%s', async (name, image, facts, off) => {
  const path = await file(name, await (await image()).toBuffer());
  const made = await makeVariants(path);
  expect(made.facts).toMatchObject({ width, height, frameCount: 1, ...facts });
  for (const { bytes } of made.variants) expectQuarters(await quartersOf(bytes), off);
});

test.each([
  ['PNG', (image: Sharp) => image.png()],
  ['WebP', (image: Sharp) => image.webp({ lossless: true })],
  ['AVIF', (image: Sharp) => image.avif({ effort: 0 })],
  ['16-bit PNG', (image: Sharp) => image.toColourspace('rgb16').png()],
])('the clear half of a %s is white in JPEG and clear in WebP', async (name, encode) => {
  const left = await stored(1).extract(half).png().toBuffer();
  const pasted = await sharp(clear)
    .composite([{ input: left, left: 0, top: 0 }])
    .png()
    .toBuffer();
  const bytes = await encode(sharp(pasted)).toBuffer();
  const made = await makeVariants(await file(`clear-${name}`, bytes));
  const of = (wanted: string) => made.variants.find((one) => one.name === wanted)?.bytes;
  const [, upperRight = []] = await quartersOf(of('large') ?? Buffer.alloc(0));
  expect(Math.min(...upperRight)).toBeGreaterThan(245);
  expect((await sharp(of('webp')).stats()).isOpaque).toBe(false);
});

describe('refused', () => {
  const svg = (target: string) =>
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ' +
    `width="64" height="64"><image width="64" height="64" xlink:href="${target}"/></svg>`;
  const outside = 'unsupported_codec';
  const rows: [string, () => Promise<Uint8Array> | Uint8Array | string, string | RegExp][] = [
    ['an SVG that points at a file', () => svg(`file://${folder}/1.jpg`), outside],
    ['an SVG that points at an address', () => svg(`${address}/x.png`), outside],
    ['an HLS playlist', () => `#EXTM3U\n#EXTINF:1,\n${address}/a.ts\n#EXT-X-ENDLIST\n`, outside],
    ['an MVG script', () => `push graphic-context\nimage over 0,0 0,0 '${address}/x'\n`, outside],
    ['a PDF', () => '%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n', outside],
    ['zeros', () => Buffer.alloc(10_000), outside],
    ['a zip', () => Buffer.from('504b0304140000000000', 'hex'), outside],
    ['a TIFF', () => stored(1).tiff().toBuffer(), outside],
    ['a JPEG of absurd size', () => enlargedJpeg(), 'too_many_pixels'],
    ['half of an AVIF', () => firstHalf(stored(1).avif({ effort: 0 })), 'corrupt_file'],
    ['the first bytes of a JPEG', () => firstHalf(stored(1).jpeg(), 0.1), 'corrupt_file'],
    ['a rotten PNG', () => rotten(stored(1).png({ compressionLevel: 0 })), 'corrupt_file'],
    ['a rotten WebP', () => rotten(stored(1).webp({ lossless: true })), 'corrupt_file'],
    ['a rotten AVIF', () => rotten(stored(1).avif({ effort: 0 })), 'corrupt_file'],
  ];
  test.each(rows)('%s named .jpg', async (name, content, code) => {
    const path = await file(`${name}.jpg`, await content());
    await expect(makeVariants(path)).rejects.toMatchObject({ name: 'MediaFailure', code });
    expect(requests).toEqual([]);
  });
});

async function firstHalf(image: Sharp, share = 0.5): Promise<Uint8Array> {
  const bytes = await image.toBuffer();
  return bytes.subarray(0, bytes.length * share);
}

/** The second half of the bytes is noise. */
async function rotten(image: Sharp): Promise<Uint8Array> {
  const bytes = await image.toBuffer();
  const random = seededRandom(7);
  for (let at = Math.floor(bytes.length / 2); at < bytes.length; at++) {
    bytes[at] = Math.floor(random() * 256);
  }
  return bytes;
}

async function enlargedJpeg(): Promise<Uint8Array> {
  const bytes = await stored(1).jpeg().toBuffer();
  // The frame header (SOF0): marker, length, precision, height, width.
  bytes.writeUInt32BE(0xffdc_ffdc, bytes.indexOf(Buffer.from([0xff, 0xc0])) + 5);
  return bytes;
}
