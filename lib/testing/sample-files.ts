// Small real files for tests, made in memory.
import sharp from 'sharp';

/** A real PNG of one colour. */
export function samplePng({ width = 64, height = 48 } = {}): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#c2410c' } })
    .png()
    .toBuffer();
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
