import { expect, test } from 'vitest';
import { rungLimits, rungSizes } from './rungs.ts';

test.each([
  ['4K', 3840, 2160, '1920x1080 1280x720 854x480 640x360'],
  ['1080p', 1920, 1080, '1920x1080 1280x720 854x480 640x360'],
  ['portrait', 1080, 1920, '1080x1920 720x1280 480x854 360x640'],
  ['square', 1080, 1080, '1080x1080 720x720 480x480 360x360'],
  ['scope', 1920, 800, '1920x800 1152x480 864x360'],
  ['PAL', 1024, 576, '1024x576 854x480 640x360'],
  ['just above a rung', 900, 500, '900x500 648x360'],
  ['exactly a rung', 640, 360, '640x360'],
  ['small', 320, 180, '320x180'],
  ['odd', 333, 187, '332x186'],
  ['tiny', 1, 1, '2x2'],
  ['panorama', 8000, 1000, '3840x480 2880x360'],
])('%s', (_name, width, height, expected) => {
  const sizes = rungSizes({ width, height });
  expect(sizes.map((size) => `${size.width}x${size.height}`).join(' ')).toBe(expected);
});

test('for any picture: even, never larger, falling, and of the same shape', () => {
  for (let width = 2; width < 4200; width += 97) {
    for (let height = 2; height < 2400; height += 89) {
      const sizes = rungSizes({ width, height });
      for (const [i, size] of sizes.entries()) {
        expect((size.width % 2) + (size.height % 2)).toBe(0);
        expect(size.width <= width && size.height <= height).toBe(true);
        // One step of two pixels on either side is all that rounding may cost.
        expect(Math.abs(size.width - (size.height * width) / height)).toBeLessThanOrEqual(
          2 + (2 * width) / height,
        );
        const above = sizes[i - 1];
        if (above) expect(size.width).toBeLessThan(above.width);
      }
      expect(new Set(sizes.map(({ name }) => name)).size).toBe(sizes.length);
    }
  }
});

test('the ceiling falls with the size, and goes by the short side', () => {
  const ceilings = rungSizes({ width: 1080, height: 1920 }).map((size) => rungLimits(size));
  expect(ceilings.map(({ maxKilobits }) => maxKilobits)).toEqual([8000, 4000, 1800, 900]);
  expect(ceilings.map(({ h264Profile }) => h264Profile)).toEqual(['high', 'high', 'main', 'main']);
});
