// Pictures of any size and format with the detail of a photo, made in memory.
import sharp, { type Sharp } from 'sharp';

export type PictureShape = {
  format: 'jpeg' | 'png' | 'webp' | 'gif';
  width: number;
  height: number;
  /** More than one makes it move; GIF and WebP can. */
  frames?: number;
};

/** Pixels across one blot: a photo is soft where a sensor's noise is not, and compresses like this. */
const blotSide = 4;

/** A picture that is real work for a decoder; no two are the same. */
export async function samplePicture(shape: PictureShape): Promise<Buffer> {
  const { format, frames = 1 } = shape;
  if (frames === 1) return inFormat(blots(shape), format);
  const pictures = await Promise.all(
    Array.from({ length: frames }, () => blots(shape).png({ compressionLevel: 1 }).toBuffer()),
  );
  return inFormat(sharp(pictures, { join: { animated: true } }), format);
}

function blots({ width, height }: PictureShape): Sharp {
  const small = { width: Math.ceil(width / blotSide), height: Math.ceil(height / blotSide) };
  const noise = { type: 'gaussian', mean: 128, sigma: 50 } as const;
  const create = { ...small, channels: 3, background: '#808080', noise } as const;
  return sharp({ create }).resize({ width, height, fit: 'fill', kernel: 'cubic' });
}

/** With the effort a camera or a browser spends on it. */
function inFormat(picture: Sharp, format: PictureShape['format']): Promise<Buffer> {
  switch (format) {
    case 'jpeg':
      return picture.jpeg({ quality: 88 }).toBuffer();
    case 'png':
      return picture.png({ compressionLevel: 4 }).toBuffer();
    case 'webp':
      return picture.webp({ quality: 80, effort: 1 }).toBuffer();
    case 'gif':
      return picture.gif({ effort: 1 }).toBuffer();
  }
}
