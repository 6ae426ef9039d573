// Makes the variants of an image: small JPEGs, a WebP, a placeholder.
import 'server-only';
import sharp, { type Sharp } from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';
import { centre, squareAround } from '#lib/shared/focal-crop.ts';
import type { FocalPoint } from '#lib/shared/schemas/media.ts';
import {
  type Examined,
  examineImage,
  type ImageFacts,
  openAnimation,
  openImage,
  rethrowAsFailure,
} from './decode.ts';
import { inTime } from './in-time.ts';
import type { Holding } from './memory.ts';

export type VariantName = 'thumbnail' | 'small' | 'medium' | 'large' | 'webp' | 'avif';

export type ImageVariant = {
  name: VariantName;
  bytes: Uint8Array;
  contentType: 'image/jpeg' | 'image/webp' | 'image/avif';
  width: number;
  height: number;
  byteSize: number;
};

export type ImageVariants = {
  facts: ImageFacts;
  variants: ImageVariant[];
  /** A blurred preview in about 28 bytes, base64 (thumbhash). */
  placeholder: string;
};

const thumbnailSide = 150;
const longestSides = { small: 320, medium: 640, large: 1080 } as const;
const webpSide = 640;
const jpegQuality = 85;
const webpQuality = 80;
/** AVIF at 50 looks like JPEG at 85. */
const avifQuality = 50;
/** Of 0 to 9: each step more costs far more time than it saves bytes. */
const avifEffort = 2;
/** Its size is bounded by that of `large`, so it takes longer only where a machine has no time for it. */
const avifPatienceMs = 5000;
/** The most a thumbhash takes. */
const placeholderSide = 100;

/** What a picture takes besides its own pixels: those of its variants, and what encodes them. */
const encodingBytes = 32 * 1024 * 1024;

export type VariantOptions = Holding & {
  /** What the thumbnail keeps in view; null or left out: the middle. */
  focalPoint?: FocalPoint | null;
  /** Also `avif`, after all others; left out when it takes too long. */
  withAvif?: boolean;
};

/**
 * All variants of the image file at `path`: upright, sRGB, without metadata, never enlarged but for the
 * thumbnail, which is always 150×150. JPEGs stand on white; the WebP keeps alpha and animation.
 * Throws `MediaFailure`: unsupported_codec, too_many_pixels, corrupt_file; the signal's reason.
 */
export async function makeVariants(
  path: string,
  options: VariantOptions = {},
): Promise<ImageVariants> {
  const examined = await examineImage(path);
  return holding(examined, options, () => decodeAndEncode(path, examined.facts, options));
}

/**
 * Only the two smallest JPEGs, `thumbnail` and `small`, for a picture that comes with something else:
 * the cover of a sound. Throws as `makeVariants` does.
 */
export async function makeCoverVariants(
  path: string,
  options: Holding = {},
): Promise<ImageVariant[]> {
  const { facts, decodedBytes } = await examineImage(path);
  // It is decoded for each of them.
  return holding({ decodedBytes: 2 * decodedBytes }, options, () =>
    Promise.all([
      asJpeg('thumbnail', squareCrop(openImage(path), facts, centre)),
      asJpeg('small', within(openImage(path), longestSides.small)),
    ]).catch(rethrowAsFailure),
  );
}

function holding<Result>(
  { decodedBytes }: Pick<Examined, 'decodedBytes'>,
  { memory, signal }: Holding,
  work: () => Promise<Result>,
): Promise<Result> {
  return memory ? memory.hold(decodedBytes + encodingBytes, work, signal) : work();
}

async function decodeAndEncode(
  path: string,
  facts: ImageFacts,
  { focalPoint, withAvif }: VariantOptions,
): Promise<ImageVariants> {
  const large = await decode(path).catch(rethrowAsFailure);
  const jpegs = Object.entries(longestSides).map(([name, side]) =>
    asJpeg(name as VariantName, within(large.image(), side)),
  );
  const [toCrop, shape] = large.isThin ? [openImage(path), facts] : [large.image(), large];
  const variants = await Promise.all([
    asJpeg('thumbnail', squareCrop(toCrop, shape, focalPoint ?? centre)),
    ...jpegs,
    asWebp(within(facts.isAnimated ? openAnimation(path) : large.image(), webpSide)),
  ]).catch(rethrowAsFailure);
  const avif = withAvif ? await inTime(asAvif(large.image()), avifPatienceMs) : undefined;
  if (avif) variants.push(avif);
  return { facts, variants, placeholder: await placeholderOf(large.image()) };
}

type Shape = { width: number; height: number };
type Decoded = Shape & { image: () => Sharp; isThin: boolean };

/** Decodes once, at the size of the largest variant; everything else is made from these pixels. */
async function decode(path: string): Promise<Decoded> {
  const { data, info } = await within(openImage(path), longestSides.large)
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  return {
    width,
    height,
    image: () => sharp(data, { raw: { width, height, channels } }),
    // A panorama shrunk to 1080 has too few lines left for a sharp square.
    isThin: Math.min(width, height) < thumbnailSide,
  };
}

function within(image: Sharp, side: number): Sharp {
  return image.resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true });
}

function squareCrop(image: Sharp, { width, height }: Shape, point: FocalPoint): Sharp {
  const { left, top, side } = squareAround(point, width, height);
  return image
    .extract({ left, top, width: side, height: side })
    .resize({ width: thumbnailSide, height: thumbnailSide });
}

function asJpeg(name: VariantName, image: Sharp): Promise<ImageVariant> {
  return encoded(
    name,
    'image/jpeg',
    image.flatten({ background: '#ffffff' }).jpeg({ quality: jpegQuality }),
  );
}

function asWebp(image: Sharp): Promise<ImageVariant> {
  return encoded('webp', 'image/webp', image.webp({ quality: webpQuality }));
}

function asAvif(image: Sharp): Promise<ImageVariant> {
  return encoded('avif', 'image/avif', image.avif({ quality: avifQuality, effort: avifEffort }));
}

async function encoded(
  name: VariantName,
  contentType: ImageVariant['contentType'],
  image: Sharp,
): Promise<ImageVariant> {
  const { data, info } = await image.toBuffer({ resolveWithObject: true });
  // The frames of an animation are stacked; its height is that of one.
  const height = info.pageHeight ?? info.height;
  return { name, contentType, bytes: data, width: info.width, height, byteSize: data.byteLength };
}

async function placeholderOf(image: Sharp): Promise<string> {
  const { data, info } = await within(image, placeholderSide)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64');
}
