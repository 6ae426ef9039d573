// The sizes of an image by as little code as sharp needs: a floor to measure ours against.
import sharp from 'sharp';

/**
 * Decodes once, at the size of the largest, and encodes the same five files at the same quality from
 * these pixels, all at once. Nothing is checked, nothing is known of the image, it gets no placeholder.
 */
export async function makeBareVariants(path: string): Promise<Uint8Array[]> {
  const { data, info } = await sharp(path)
    .autoOrient()
    .resize({ width: 1080, height: 1080, fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const within = (side: number) =>
    sharp(data, { raw: info }).resize({ width: side, height: side, fit: 'inside' });
  return Promise.all([
    sharp(data, { raw: info }).resize(150, 150).jpeg({ quality: 85 }).toBuffer(),
    within(320).jpeg({ quality: 85 }).toBuffer(),
    within(640).jpeg({ quality: 85 }).toBuffer(),
    within(1080).jpeg({ quality: 85 }).toBuffer(),
    within(640).webp({ quality: 80 }).toBuffer(),
  ]);
}
