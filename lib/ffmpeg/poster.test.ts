// Which frame the poster is, with every build of ffmpeg this machine has.
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Binaries, findBinaries } from './binaries.ts';
import { makePoster } from './poster.ts';
import { probeVideo } from './probe.ts';
import { type Clips, clipFolder, colourIn, npmBinaries, playable, tone } from './test-clips.ts';

const [old, chosen] = [await npmBinaries(), await findBinaries({})];
const builds = old.version === chosen.version ? [old] : [old, chosen];
const named = builds.map((binaries) => [binaries.version, binaries] as const);

let clips: Clips;
beforeAll(async () => {
  clips = await clipFolder(old);
});
afterAll(() => clips.remove());

const colours = ['red', 'lime', 'blue'];

/** Red, green and blue, each as long. */
function inThree(seconds = 1, filter = ''): string[] {
  const inputs = colours.flatMap((colour) => [
    ...['-f', 'lavfi', '-i', `color=c=${colour}:s=64x48:r=25:d=${seconds}`],
  ]);
  return [...inputs, '-filter_complex', `[0][1][2]concat=n=3${filter}[v]`, '-map', '[v]'];
}

/** The colour of the poster that is made of `source` at a moment. */
async function posterAt(source: string, atSeconds: number | null, binaries: Binaries = old) {
  const facts = await probeVideo({ binaries, path: source });
  const folder = await mkdtemp(join(clips.folder, 'job-'));
  const job = { binaries, folder, source, facts, timeoutSeconds: 60 };
  const { path, width, height } = await makePoster({ ...job, atSeconds });
  const rgb = await colourIn(binaries, join(folder, path), [0, 0, width, height]);
  return colours[rgb.indexOf(Math.max(...rgb))];
}

describe.each(named)('with %s', { timeout: 120_000 }, (_version, binaries) => {
  test('it is what a player shows at the moment: the last frame that began, not the next', async () => {
    const source = await clips.make('three.mp4', ...inThree(), ...playable);
    const seen: [number | null, string | undefined][] = [];
    for (const at of [0, 0.96, 0.997, 1, 1.03, 1.99, 2, 2.999, null]) {
      seen.push([at, await posterAt(source, at, binaries)]);
    }
    expect(seen).toEqual([
      ...[
        [0, 'red'],
        [0.96, 'red'],
        [0.997, 'red'],
        [1, 'lime'],
        [1.03, 'lime'],
      ],
      ...[
        [1.99, 'lime'],
        [2, 'blue'],
        [2.999, 'blue'],
        [null, 'lime'],
      ],
    ]);
  });

  test('after the last frame it is the last, before the first it is the first', async () => {
    const source = await clips.make('longer.mp4', ...inThree(), ...playable);
    const late = await clips.make(
      'late.mkv',
      ...[...tone(14), '-itsoffset', '0.5', '-i', source, '-map', '0', '-map', '1'],
      ...['-c:v', 'copy', '-c:a', 'pcm_s16le'],
    );
    expect(await posterAt(late, 0, binaries)).toBe('red');
    expect(await posterAt(late, 1.45, binaries)).toBe('red');
    expect(await posterAt(late, 1.55, binaries)).toBe('lime');
    expect(await posterAt(late, 14, binaries)).toBe('blue');
  });

  test('a frame that stays for a long time is found', async () => {
    const still = ",select='not(between(t,1,13.99))'";
    const kept = ['-vsync', 'vfr', ...playable];
    const source = await clips.make('slides.mkv', ...inThree(14, still), ...kept);
    expect(await posterAt(source, 6, binaries)).toBe('red');
    expect(await posterAt(source, 13.5, binaries)).toBe('red');
    expect(await posterAt(source, 14.02, binaries)).toBe('lime');
  });
});

test.each([
  ['mpeg4.avi', ['-c:v', 'mpeg4', '-q:v', '2']],
  // Its frames have no times of their own: reordered, they come a frame later, in our MP4 as well.
  ['reordered.avi', ['-c:v', 'mpeg4', '-q:v', '2', '-bf', '2'], 0.04],
  ['wmv2.wmv', ['-c:v', 'wmv2', '-q:v', '2']],
  ['flv1.flv', ['-c:v', 'flv', '-q:v', '2']],
  ['vp9.webm', ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8']],
  ['late-clock.mkv', [...playable, '-output_ts_offset', '5']],
  ['reordered.mp4', ['-c:v', 'libx264', '-preset', 'superfast', '-g', '250']],
  ['interlaced.mkv', ['-c:v', 'mpeg2video', '-q:v', '2', '-flags', '+ildct+ilme']],
])('the clock of %s is that of its film', async (file, codec, delaySeconds = 0) => {
  const source = await clips.make(file, ...inThree(), ...codec);
  const seen = [0.98, 1.02, 1.98, 2.02].map((at) => posterAt(source, at + delaySeconds));
  expect(await Promise.all(seen)).toEqual(['red', 'lime', 'lime', 'blue']);
});
