// Opens an image a visitor sent: only the formats we promise, only up to a size, only when whole.
import 'server-only';
import sharp, { type Metadata, type Sharp } from 'sharp';
import { MediaFailure } from '#lib/shared/media-failure.ts';

/** A 100-megapixel camera fits; a bomb is refused before anything is decoded. */
export const maxPixels = 100_000_000;
/** All frames of an animation together. */
export const maxAnimationPixels = 268_000_000;

// libvips recognises files by content and would render an SVG or a PDF named `.jpg`; for the whole
// process, everything but these is turned off. HEIF is the loader of AVIF.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'].map((name) => `VipsForeignLoad${name}`),
});

/** libvips reads all but the last two, which others decode before. */
export type ImageFormat = 'jpeg' | 'png' | 'webp' | 'gif' | 'avif' | 'heic' | 'bmp';

export type ImageFacts = {
  format: ImageFormat;
  /** As it is shown: after the orientation the camera noted. */
  width: number;
  height: number;
  hasAlpha: boolean;
  isAnimated: boolean;
  frameCount: number;
  /** EXIF orientation 1 to 8 of the source; variants are upright. */
  orientation: number;
};

export type Examined = {
  facts: ImageFacts;
  /** What all frames take once they are decoded. */
  decodedBytes: number;
  /** Says which colours the numbers stand for; none: sRGB. */
  icc: Buffer | undefined;
};

/** Reads the header only. Throws `MediaFailure`: unsupported_codec, too_many_pixels, corrupt_file. */
export async function examineImage(path: string): Promise<Examined> {
  const metadata = await readHeader(path).catch(rethrowAsFailure);
  const format = formatOf(metadata);
  const { width, height, orientation = 1 } = metadata;
  // HEIF holds several pictures, not one that moves.
  const pages = format === 'gif' || format === 'webp' ? (metadata.pages ?? 1) : 1;
  if (width * height > maxPixels || width * height * pages > maxAnimationPixels) {
    throw new MediaFailure('too_many_pixels', `${width}×${height} is more than we decode.`);
  }
  const isTurned = orientation >= 5;
  const facts = {
    format,
    width: isTurned ? height : width,
    height: isTurned ? width : height,
    hasAlpha: metadata.hasAlpha,
    isAnimated: pages > 1,
    frameCount: pages,
    orientation,
  };
  const pixelBytes = metadata.channels * (bytesPerSample[metadata.depth] ?? 4);
  return { facts, decodedBytes: width * height * pages * pixelBytes, icc: metadata.icc };
}

/** Of the first frame, or of the picture that its file says is the main one. */
async function readHeader(path: string): Promise<Metadata> {
  // The limit is checked later, on one frame and on all of them.
  const options = { limitInputPixels: false };
  const first = await sharp(path, options).metadata();
  const page = first.pagePrimary ?? 0;
  return page === 0 ? first : sharp(path, { ...options, page }).metadata();
}

/** By libvips' names of them; what is rarer has four. */
const bytesPerSample: Record<string, number> = { uchar: 1, char: 1, ushort: 2, short: 2 };

/** The first frame, upright; decoding fails on a truncated file instead of filling it with grey. */
export function openImage(path: string): Sharp {
  return sharp(path, { limitInputPixels: maxPixels, failOn: 'error' }).autoOrient();
}

/** All frames. */
export function openAnimation(path: string): Sharp {
  return sharp(path, { animated: true, limitInputPixels: maxAnimationPixels, failOn: 'error' });
}

const missing = /input file is missing|enoent|no such file/i;
const tooLarge = /pixel limit|security limit/i;
/** Memory, threads, files, space: of the process or the machine, gone a moment later. */
const machineTrouble =
  /out[ _]of[ _]memory|insufficient memory|memory allocation|(cannot|unable to|failed to) allocate|allocation failed|temporarily unavailable|too many open files|no space left/i;
const notAnImage =
  /unsupported image format|is blocked|unsupported codec|no decoding plugin|not been built in/i;

/**
 * Turns what libvips says into the reason a person is shown. What is not the file's doing stays a plain
 * error, which is tried again.
 */
export function rethrowAsFailure(cause: unknown): never {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (missing.test(message)) throw cause;
  // First: libheif calls its own limits a memory allocation error.
  if (tooLarge.test(message)) {
    throw new MediaFailure('too_many_pixels', 'The image is too large to decode.', { cause });
  }
  if (machineTrouble.test(message)) throw cause;
  if (notAnImage.test(message)) {
    throw new MediaFailure('unsupported_codec', 'This is not an image we can read.', { cause });
  }
  throw new MediaFailure('corrupt_file', 'The image is damaged or not whole.', { cause });
}

function formatOf({ format, compression }: Metadata): ImageFormat {
  if (format === 'jpeg' || format === 'png' || format === 'webp' || format === 'gif') return format;
  if (format === 'heif' && compression === 'av1') return 'avif';
  if (format === 'heif' && compression === 'hevc') return 'heic';
  throw new MediaFailure('unsupported_codec', `${format} is not an image format we accept.`);
}
