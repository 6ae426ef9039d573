// Makes the variants of an image: small JPEGs, a WebP, a placeholder.
import 'server-only';
import sharp, { type Sharp } from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';
import {
  type ImageFacts,
  openAnimation,
  openImage,
  readImageFacts,
  rethrowAsFailure,
} from './decode.ts';

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
/** The most a thumbhash takes. */
const placeholderSide = 100;

/**
 * All variants of the image file at `path`: upright, sRGB, without metadata, never enlarged but for the
 * thumbnail, which is always 150×150. JPEGs stand on white; the WebP keeps alpha and animation.
 * Throws `MediaFailure`: unsupported_codec, too_many_pixels, corrupt_file.
 */
export async function makeVariants(
  path: string,
  options: { withAvif?: boolean } = {},
): Promise<ImageVariants> {
  const facts = await readImageFacts(path);
  const large = await decode(path).catch(rethrowAsFailure);
  const jpegs = Object.entries(longestSides).map(([name, side]) =>
    asJpeg(name as VariantName, within(large.image(), side)),
  );
  const variants = await Promise.all([
    asJpeg('thumbnail', squareCrop(large.isThin ? openImage(path) : large.image())),
    ...jpegs,
    asWebp(within(facts.isAnimated ? openAnimation(path) : large.image(), webpSide)),
    ...(options.withAvif ? [asAvif(large.image())] : []),
  ]).catch(rethrowAsFailure);
  return { facts, variants, placeholder: await placeholderOf(large.image()) };
}

/**
 * Only the two smallest JPEGs, `thumbnail` and `small`, for a picture that comes with something else:
 * the cover of a sound. Throws as `makeVariants` does.
 */
export async function makeCoverVariants(path: string): Promise<ImageVariant[]> {
  await readImageFacts(path);
  return Promise.all([
    asJpeg('thumbnail', squareCrop(openImage(path))),
    asJpeg('small', within(openImage(path), longestSides.small)),
  ]).catch(rethrowAsFailure);
}

/** Decodes once, at the size of the largest variant; everything else is made from these pixels. */
async function decode(path: string): Promise<{ image: () => Sharp; isThin: boolean }> {
  const { data, info } = await within(openImage(path), longestSides.large)
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  return {
    image: () => sharp(data, { raw: { width, height, channels } }),
    // A panorama shrunk to 1080 has too few lines left for a sharp square.
    isThin: Math.min(width, height) < thumbnailSide,
  };
}

function within(image: Sharp, side: number): Sharp {
  return image.resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true });
}

function squareCrop(image: Sharp): Sharp {
  return image.resize({ width: thumbnailSide, height: thumbnailSide, fit: 'cover' });
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
  return encoded('avif', 'image/avif', image.avif({ quality: avifQuality, effort: 3 }));
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
