// What every variant promises, on real images made for the occasion.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { affectedByFocalPoint } from '#lib/shared/renditions.ts';
import { examineImage } from './decode.ts';
import {
  type ImageVariants,
  makeCoverVariants,
  makeVariants,
  type VariantName,
} from './variants.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'images-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, bytes: Uint8Array | string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

const plain = (width: number, height: number, background = '#cc4422') =>
  sharp({ create: { width, height, channels: 3, background } });

/** Left half red, right half blue. */
const halves = (width: number, height: number) =>
  plain(width, height, '#ff0000').composite([
    {
      input: {
        create: { width: Math.floor(width / 2), height, channels: 3, background: '#0000ff' },
      },
      gravity: 'east',
    },
  ]);

function variant({ variants }: ImageVariants, name: VariantName) {
  const found = variants.find((one) => one.name === name);
  if (!found) throw new Error(`no variant ${name}`);
  return found;
}

const sizes = ({ variants }: ImageVariants) =>
  Object.fromEntries(variants.map(({ name, width, height }) => [name, `${width}x${height}`]));

/** The colour of one pixel as the decoder of the variant sees it. */
async function colourAt(bytes: Uint8Array, left: number, top: number): Promise<number[]> {
  const { data } = await sharp(bytes)
    .removeAlpha()
    .extract({ left, top, width: 1, height: 1 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [...data];
}

const isNear = (colour: number[], expected: number[]) =>
  colour.every((value, i) => Math.abs(value - (expected[i] ?? -100)) < 24);

describe('sizes', () => {
  test.each([
    ['landscape', 2400, 1600, ['150x150', '320x213', '640x427', '1080x720', '640x427']],
    ['portrait', 900, 1800, ['150x150', '160x320', '320x640', '540x1080', '320x640']],
    ['smaller than small', 200, 100, ['150x150', '200x100', '200x100', '200x100', '200x100']],
    ['one pixel', 1, 1, ['150x150', '1x1', '1x1', '1x1', '1x1']],
  ])('%s', async (name, width, height, expected) => {
    const path = await file(`${name}.jpg`, await plain(width, height).jpeg().toBuffer());
    const made = await makeVariants(path);
    expect(Object.values(sizes(made))).toEqual(expected);
    expect(Object.keys(sizes(made))).toEqual(['thumbnail', 'small', 'medium', 'large', 'webp']);
  });

  test('what is said of a variant is true of its bytes', async () => {
    const path = await file('true.png', await plain(700, 500).png().toBuffer());
    for (const made of (await makeVariants(path, { withAvif: true })).variants) {
      const metadata = await sharp(made.bytes).metadata();
      const format = metadata.format === 'heif' ? 'avif' : metadata.format;
      expect(`image/${format}`).toBe(made.contentType);
      expect([metadata.width, metadata.height]).toEqual([made.width, made.height]);
      expect(made.bytes.byteLength).toBe(made.byteSize);
    }
  });

  test('the thumbnail of a panorama is cut from the source, not from its shrunk copy', async () => {
    const stripes = Buffer.alloc(3000 * 300 * 3);
    for (let y = 0; y < 300; y += 4) stripes.fill(255, y * 9000, (y + 2) * 9000);
    const raw = { width: 3000, height: 300, channels: 3 } as const;
    const path = await file('wide.png', await sharp(stripes, { raw }).png().toBuffer());
    const made = variant(await makeVariants(path), 'thumbnail');
    const { channels } = await sharp(made.bytes).stats();
    // Stripes that were lost in shrinking would leave one grey.
    expect(channels[0]?.stdev).toBeGreaterThan(20);
  });
});

describe('the focal point', () => {
  /** Ten bands side by side, each of its own grey, as a camera turned by 90° stores them. */
  async function bands(width: number, height: number, orientation = 1): Promise<string> {
    const row = Buffer.from(
      Array.from({ length: width }, (_, x) => Math.floor((x * 10) / width) * 25),
    );
    const upright = sharp(Buffer.concat(Array.from({ length: height }, () => row)), {
      raw: { width, height, channels: 1 },
    });
    const stored = orientation === 6 ? upright.rotate(-90) : upright;
    const png = await stored.png().toBuffer();
    const jpeg = sharp(png).jpeg({ quality: 100 }).withMetadata({ orientation });
    return file(`bands-${width}-${orientation}.jpg`, await jpeg.toBuffer());
  }

  test.each([
    ['from the decoded picture', 1200, 600, 1],
    ['from the decoded picture, turned', 1200, 600, 6],
    ['from the source of a panorama', 3000, 300, 1],
    ['from the source of a panorama, turned', 3000, 300, 6],
  ])('the thumbnail is cut around it: %s', async (_, width, height, orientation) => {
    const path = await bands(width, height, orientation);
    for (const [x, grey] of [
      [0, ((height / 2) * 10) / width],
      [0.65, 6.5],
      [1, 10 - ((height / 2) * 10) / width],
    ] as const) {
      const { bytes } = variant(
        await makeVariants(path, { focalPoint: { x, y: 0.5 } }),
        'thumbnail',
      );
      const { channels } = await sharp(bytes).stats();
      // The mean over bands in a row is that of the middle one.
      expect(channels[0]?.mean).toBeGreaterThan((grey - 0.5) * 25 - 8);
      expect(channels[0]?.mean).toBeLessThan((grey - 0.5) * 25 + 8);
    }
  });

  test('changes the crops and nothing else; none is the middle, every time the same', async () => {
    const path = await bands(1200, 600);
    const middle = await makeVariants(path);
    const again = await makeVariants(path, { focalPoint: { x: 0.5, y: 0.5 } });
    const moved = await makeVariants(path, { focalPoint: { x: 0.1, y: 0.5 } });
    expect(again.variants).toEqual(middle.variants);
    const changed = moved.variants.filter(
      ({ name, bytes }) => !Buffer.from(bytes).equals(variant(middle, name).bytes),
    );
    expect(changed.map(({ name }) => name)).toEqual(affectedByFocalPoint);
  });
});

/** What a file says beside its pixels. */
async function tagsIn(bytes: Uint8Array): Promise<object> {
  const { exif, icc, xmp, iptc } = await sharp(bytes, { animated: true }).metadata();
  return Object.fromEntries(
    Object.entries({ exif, icc, xmp, iptc }).filter(([, tag]) => tag !== undefined),
  );
}

describe('what is in the picture', () => {
  test('a turned photograph is upright and says so', async () => {
    const turned = await halves(800, 400).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    const made = await makeVariants(await file('turned.jpg', turned));
    expect(made.facts).toMatchObject({ width: 400, height: 800, orientation: 6 });
    const large = variant(made, 'large');
    expect([large.width, large.height]).toEqual([400, 800]);
    // Turned clockwise, what was left is on top.
    expect(isNear(await colourAt(large.bytes, 200, 100), [255, 0, 0])).toBe(true);
    expect(isNear(await colourAt(large.bytes, 200, 700), [0, 0, 255])).toBe(true);
  });

  test('no metadata survives', async () => {
    const tagged = await plain(400, 300)
      .withExif({ IFD0: { Copyright: 'secret' }, IFD3: { GPSLatitude: '1/1 2/1 3/1' } })
      .withIccProfile('p3')
      .jpeg()
      .toBuffer();
    expect((await sharp(tagged).metadata()).exif).toBeDefined();
    const { variants } = await makeVariants(await file('tagged.jpg', tagged), { withAvif: true });
    expect(variants).toHaveLength(6);
    for (const { bytes } of variants) expect(await tagsIn(bytes)).toEqual({});
  });

  test('nor in what moves', async () => {
    const frames = await Promise.all(
      ['#ff0000', '#0000ff'].map((colour) => plain(90, 60, colour).png().toBuffer()),
    );
    const tagged = await sharp(frames, { join: { animated: true } })
      .withExif({ IFD3: { GPSLatitude: '1/1 2/1 3/1' } })
      .webp()
      .toBuffer();
    expect(await tagsIn(tagged)).not.toEqual({});
    const { variants } = await makeVariants(await file('tagged.webp', tagged));
    for (const { bytes } of variants) expect(await tagsIn(bytes)).toEqual({});
  });

  test('a wide-gamut picture is converted to sRGB, not relabelled', async () => {
    const wide = await plain(300, 300, '#00ff00').withIccProfile('p3').png().toBuffer();
    const stored = await sharp(wide, { ignoreIcc: true }).raw().toBuffer();
    const made = variant(await makeVariants(await file('wide-gamut.png', wide)), 'large');
    // The stored numbers are P3; the variant's must be the sRGB they were made from.
    expect(isNear([...stored.subarray(0, 3)], [0, 255, 0])).toBe(false);
    expect(isNear(await colourAt(made.bytes, 150, 150), [0, 255, 0])).toBe(true);
  });

  test('alpha becomes white in JPEG and stays in WebP', async () => {
    const clear = await sharp({
      create: { width: 300, height: 200, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
      .png()
      .toBuffer();
    const made = await makeVariants(await file('clear.png', clear));
    expect(made.facts.hasAlpha).toBe(true);
    expect(isNear(await colourAt(variant(made, 'small').bytes, 10, 10), [255, 255, 255])).toBe(
      true,
    );
    expect((await sharp(variant(made, 'webp').bytes).stats()).isOpaque).toBe(false);
  });

  test.each([
    ['greyscale', plain(300, 200).greyscale().png()],
    ['16 bit', plain(300, 200).toColourspace('rgb16').png()],
    ['CMYK', plain(300, 200).toColourspace('cmyk').jpeg()],
    ['AVIF', plain(300, 200).avif({ effort: 0 })],
    ['WebP', plain(300, 200).webp()],
  ])('%s', async (name, image) => {
    const made = await makeVariants(await file(name, await image.toBuffer()));
    const [red = 0, , blue = 0] = await colourAt(variant(made, 'large').bytes, 100, 100);
    if (name === 'greyscale') expect(Math.abs(red - blue)).toBeLessThan(3);
    else expect(red - blue).toBeGreaterThan(100);
    expect((await sharp(variant(made, 'large').bytes).metadata()).space).toBe('srgb');
  });

  test('the placeholder is a thumbhash of the average colour', async () => {
    const path = await file('red.png', await plain(500, 300, '#ff0000').png().toBuffer());
    const { thumbHashToAverageRGBA } = await import('thumbhash');
    const { placeholder } = await makeVariants(path);
    const { r, g, b, a } = thumbHashToAverageRGBA(Buffer.from(placeholder, 'base64'));
    expect(r).toBeGreaterThan(0.85);
    expect(g + b).toBeLessThan(0.3);
    expect(a).toBe(1);
    expect(placeholder.length).toBeLessThan(50);
  });

  test('the placeholder keeps shape and transparency', async () => {
    const { thumbHashToApproximateAspectRatio, thumbHashToAverageRGBA } = await import('thumbhash');
    const turned = await halves(800, 400).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    const tall = (await makeVariants(await file('tall.jpg', turned))).placeholder;
    expect(thumbHashToApproximateAspectRatio(Buffer.from(tall, 'base64'))).toBeLessThan(0.7);
    const clear = sharp({
      create: { width: 60, height: 60, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0.5 } },
    });
    const glass = await file('glass.png', await clear.png().toBuffer());
    const { placeholder } = await makeVariants(glass);
    const { a } = thumbHashToAverageRGBA(Buffer.from(placeholder, 'base64'));
    expect(a).toBeGreaterThan(0.4);
    expect(a).toBeLessThan(0.6);
  });
});

test('of a cover only the two smallest are made, upright, and a bad one is refused', async () => {
  const turned = await halves(800, 400).jpeg().withMetadata({ orientation: 6 }).toBuffer();
  const variants = await makeCoverVariants(await file('cover', turned));
  expect(variants.map(({ name, width, height }) => [name, width, height])).toEqual([
    ['thumbnail', 150, 150],
    ['small', 160, 320],
  ]);
  for (const { bytes } of variants) {
    expect(isNear(await colourAt(bytes, 50, 30), [255, 0, 0])).toBe(true);
    expect((await sharp(bytes).metadata()).exif).toBeUndefined();
  }
  const half = await file('half cover', turned.subarray(0, turned.length / 2));
  await expect(makeCoverVariants(half)).rejects.toMatchObject({ code: 'corrupt_file' });
});

describe('animation', () => {
  test.each(['gif', 'webp'] as const)('a moving %s moves in the WebP only', async (format) => {
    const frames = await Promise.all(
      ['#ff0000', '#00ff00', '#0000ff'].map((colour) => plain(800, 400, colour).png().toBuffer()),
    );
    const moving = await sharp(frames, { join: { animated: true } })
      .toFormat(format, { delay: [100, 200, 300], loop: 0 })
      .toBuffer();
    const made = await makeVariants(await file(`moving.${format}`, moving));
    expect(made.facts).toMatchObject({
      ...{ format, isAnimated: true, frameCount: 3, width: 800, height: 400 },
    });
    const webp = variant(made, 'webp');
    const metadata = await sharp(webp.bytes, { animated: true }).metadata();
    expect(metadata).toMatchObject({ pages: 3, delay: [100, 200, 300], width: 640 });
    expect([webp.width, webp.height]).toEqual([640, 320]);
    expect(isNear(await colourAt(variant(made, 'medium').bytes, 10, 10), [255, 0, 0])).toBe(true);
  });
});

test('a small animation is not enlarged', async () => {
  const frames = await Promise.all(
    ['#ff0000', '#0000ff'].map((colour) => plain(90, 60, colour).png().toBuffer()),
  );
  const gif = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
  const made = await makeVariants(await file('small.gif', gif));
  expect(sizes(made)).toMatchObject({ webp: '90x60', large: '90x60', thumbnail: '150x150' });
  const { pages } = await sharp(variant(made, 'webp').bytes, { animated: true }).metadata();
  expect(pages).toBe(2);
});

describe('refused', () => {
  const fails = async (path: string) =>
    makeVariants(path).then(
      () => 'made',
      (error: { name: string; code?: string }) => `${error.name} ${error.code}`,
    );

  test.each([
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect/></svg>'],
    ['a text', 'not an image at all, whatever its name says'],
    ['nothing', ''],
  ])('%s named .jpg', async (name, content) => {
    expect(await fails(await file(`${name}.jpg`, content))).toBe('MediaFailure unsupported_codec');
  });

  test.each(['jpeg', 'png', 'webp', 'gif'] as const)('a %s that breaks off', async (format) => {
    const noise = sharp({
      create: {
        ...{ width: 160, height: 160, channels: 3, background: '#808080' },
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    });
    const whole = await noise.toFormat(format).toBuffer();
    const path = await file(`half.${format}`, whole.subarray(0, whole.length / 2));
    expect(await fails(path)).toBe('MediaFailure corrupt_file');
  });

  test('a bomb, without decoding it', async () => {
    const bomb = await plain(10, 10).png().toBuffer();
    // PNG: the header chunk begins at byte 12 with its name, then width and height, and ends in its CRC.
    bomb.writeUInt32BE(30_000, 16);
    bomb.writeUInt32BE(30_000, 20);
    bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29);
    const path = await file('bomb.png', bomb);
    const before = performance.now();
    expect(await fails(path)).toBe('MediaFailure too_many_pixels');
    expect(performance.now() - before).toBeLessThan(200);
  });

  test('a file that is not there is no fault of the image', async () => {
    await expect(examineImage(join(folder, 'missing.jpg'))).rejects.not.toHaveProperty('code');
  });

  test('the source is left as it was', async () => {
    const bytes = await plain(200, 200).jpeg().withMetadata({ orientation: 3 }).toBuffer();
    const path = await file('kept.jpg', bytes);
    await makeVariants(path);
    expect(await readFile(path)).toEqual(bytes);
  });
});
