import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Binaries } from './binaries.ts';
import { decodeBmp } from './bmp.ts';
import { type Clips, clipFolder, colourIn, npmBinaries, testedBinaries } from './test-clips.ts';

let binaries: Binaries;
let clips: Clips;
beforeAll(async () => {
  binaries = await testedBinaries();
  clips = await clipFolder(await npmBinaries());
});
afterAll(() => clips.remove());

test.each(['bgr24', 'bgra', 'pal8', 'rgb565le', 'rgb555le'])(
  'a BMP of %s keeps its colours',
  async (pixelFormat) => {
    const source = await clips.make(
      `${pixelFormat}.bmp`,
      ...[
        '-f',
        'lavfi',
        '-i',
        'color=c=#e04020:s=40x30',
        '-frames:v',
        '1',
        '-pix_fmt',
        pixelFormat,
      ],
    );
    const target = join(clips.folder, `${pixelFormat}.png`);
    await decodeBmp({ binaries, source, target, timeoutSeconds: 10 });
    expect((await readFile(target)).subarray(1, 4).toString()).toBe('PNG');
    const [red = 0, green = 0, blue = 0] = await colourIn(binaries, target, [5, 5, 20, 20]);
    expect(Math.max(Math.abs(red - 224), Math.abs(green - 64), Math.abs(blue - 32))).toBeLessThan(
      12,
    );
  },
);

test.each([
  ['half of one', (whole: Buffer) => whole.subarray(0, 30)],
  ['a playlist', () => Buffer.from('#EXTM3U\n#EXTINF:1,\nfile:/etc/hostname\n#EXT-X-ENDLIST\n')],
])('%s is refused', async (name, broken) => {
  const whole = await clips.make(
    'whole.bmp',
    ...['-f', 'lavfi', '-i', 'color=s=40x30', '-frames:v', '1'],
  );
  const source = await clips.write(`${name}.bmp`, broken(await readFile(whole)));
  const target = join(clips.folder, 'none.png');
  const decoding = decodeBmp({ binaries, source, target, timeoutSeconds: 10 });
  await expect(decoding).rejects.toMatchObject({ name: 'MediaFailure', code: 'corrupt_file' });
});
