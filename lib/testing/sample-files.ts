// Small real files for tests, made in memory.
import sharp from 'sharp';

/** A real PNG of one colour. */
export function samplePng({ width = 64, height = 48 } = {}): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#c2410c' } })
    .png()
    .toBuffer();
}

const jpegStart = Buffer.from('ffd8', 'hex');
/** A comment of 64 bytes: its marker, its length (two bytes more), its text. */
const jpegComment = Buffer.concat([Buffer.from('fffe0042', 'hex'), Buffer.alloc(64, 32)]);

/**
 * A real JPEG of `byteSize` bytes (at least 1,500), as large a picture as fits, with the grain of a
 * photo. Its first 70 bytes end with a comment, its last bytes come after the picture: both may be changed.
 */
export async function samplePhoto(byteSize: number): Promise<Buffer> {
  for (let width = 1600; width >= 8; width = Math.floor(width * 0.9)) {
    const height = Math.ceil(width * 0.75);
    const grain = { type: 'gaussian', mean: 128, sigma: 24 } as const;
    const create = { width, height, channels: 3, background: '#c2410c', noise: grain } as const;
    const picture = await sharp({ create }).jpeg({ quality: 80 }).toBuffer();
    const spare = byteSize - picture.length - jpegComment.length;
    if (spare < 64) continue;
    const rest = picture.subarray(jpegStart.length);
    return Buffer.concat([jpegStart, jpegComment, rest, Buffer.alloc(spare)]);
  }
  throw new Error(`No picture fits into ${byteSize} bytes.`);
}

/** The start of a real MP4 (its `ftyp` box), padded to `byteSize`: enough to be recognised as one. */
export function mp4Like(byteSize: number): Buffer {
  const file = Buffer.alloc(byteSize, 7);
  file.writeUInt32BE(24, 0);
  file.write('ftypisom', 4, 'latin1');
  file.writeUInt32BE(512, 12);
  file.write('isomiso2', 16, 'latin1');
  return file;
}
