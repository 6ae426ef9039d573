// The stream that grows: what ffmpeg is told and what it makes.
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, setOptions, types } from 'hls-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  growingMaster,
  growingPath,
  growingPlaylist,
  growthList,
  readGrowth,
} from './first-rung.ts';
import { encodeLadder } from './ladder.ts';
import { probeVideo } from './probe.ts';
import { type Clips, clipFolder, framesIn, npmBinaries, testedBinaries } from './test-clips.ts';
import { film, soundDelay } from './test-films.ts';

setOptions({ strictMode: true });

const segments = [
  { fileName: 'made0.ts', durationSeconds: 4 },
  { fileName: 'made1.ts', durationSeconds: 3.96 },
];

describe('the playlist', () => {
  test('grows from its beginning, and ends when all is there', () => {
    const growing = parse(growingPlaylist({ segments, isWhole: false }));
    if (!(growing instanceof types.MediaPlaylist)) throw new Error('no media playlist');
    expect(growing).toMatchObject({
      ...{ playlistType: 'EVENT', endlist: false, targetDuration: 4 },
      start: { offset: 0, precise: true },
    });
    expect(growing.segments.map(({ uri, duration }) => [uri, duration])).toEqual([
      ['made0.ts', 4],
      ['made1.ts', 3.96],
    ]);
    const whole = parse(growingPlaylist({ segments, isWhole: true }));
    expect(whole).toMatchObject({ endlist: true, targetDuration: 4 });
  });

  test('a segment of a source with odd keyframes may be longer than the others', () => {
    const odd = [{ fileName: 'made0.ts', durationSeconds: 8.7 }];
    expect(parse(growingPlaylist({ segments: odd, isWhole: false }))).toMatchObject({
      targetDuration: 9,
    });
  });

  test('its master names one rung', () => {
    const master = parse(growingMaster({ name: '360p', width: 640, height: 360 }, 'rung.m3u8'));
    if (!(master instanceof types.MasterPlaylist)) throw new Error('no master');
    expect(master.variants).toHaveLength(1);
    expect(master.variants[0]).toMatchObject({
      ...{ uri: 'rung.m3u8', bandwidth: 1_150_000 },
      resolution: { width: 640, height: 360 },
    });
  });
});

test('a list that has just begun names nothing, an ended one says so', () => {
  expect(readGrowth('')).toEqual({ segments: [], isWhole: false });
  expect(readGrowth('#EXTM3U\n#EXTINF:4.000000,\nmade0.ts\n#EXT-X-ENDLIST\n')).toEqual({
    segments: [{ fileName: 'made0.ts', durationSeconds: 4 }],
    isWhole: true,
  });
});

test('a list that is being written names only what is whole', () => {
  expect(readGrowth('#EXTM3U\n#EXTINF:4.000000,\nmade0.ts\n#EXTINF:4.000000,\nmade')).toEqual({
    segments: [{ fileName: 'made0.ts', durationSeconds: 4 }],
    isWhole: false,
  });
});

test('characters with a meaning to the tee muxer are escaped', () => {
  const path = growingPath({ path: "/a|b/c'd.mp4", options: ['select=v'] }, '/x');
  expect(path).toMatch(/^\[f=mp4:select=v\]\/a\\\|b\/c\\'d\.mp4\|\[f=hls:/);
});

describe('with ffmpeg', async () => {
  const tools = await npmBinaries();
  const binaries = await testedBinaries();
  const profile = { preset: 'superfast', crf: 30 } as const;
  let clips: Clips;
  beforeAll(async () => {
    clips = await clipFolder(tools);
  });
  afterAll(() => clips.remove());

  async function encode(source: string, folder: string, growsIn?: string) {
    await mkdir(folder, { recursive: true });
    const facts = await probeVideo({ binaries, path: source });
    return encodeLadder({
      ...{ binaries, folder, source, facts, profile, growsIn, timeoutSeconds: 60 },
    });
  }

  test.each([
    ['of two sizes', '426x426', ['426p.mp4', '360p.mp4']],
    ['of one size', '320x240', ['240p.mp4']],
  ])(
    'a film %s is the same with it, and it is whole',
    async (_, size, files) => {
      const source = await clips.make(
        `source-${size}.avi`,
        ...film({ size, seconds: 10 }),
        ...['-c:v', 'mpeg4', '-c:a', 'mp3'],
      );
      const plain = join(clips.folder, `plain ${size}`);
      const odd = join(clips.folder, `it's [odd]| ${size}`);
      const growsIn = join(odd, 'early');
      await mkdir(growsIn, { recursive: true });
      await encode(source, plain);
      await encode(source, odd, growsIn);
      for (const file of files) {
        const made = await readFile(join(odd, 'ladder', file));
        expect(made.equals(await readFile(join(plain, 'ladder', file)))).toBe(true);
      }

      const list = growthList(growsIn);
      const { segments: made, isWhole } = readGrowth(await readFile(list, 'utf8'));
      expect(isWhole).toBe(true);
      expect(made.map(({ fileName }) => fileName)).toEqual(['made0.ts', 'made1.ts', 'made2.ts']);
      expect(made.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0)).toBeCloseTo(
        10,
        1,
      );
      expect((await readdir(growsIn)).sort()).toEqual([
        ...['made.m3u8', 'made0.ts', 'made1.ts', 'made2.ts'],
      ]);
      // As a player joins them; the ffprobe of the tests does not read MPEG-TS.
      const joined = await clips.make(`joined-${size}.mp4`, '-i', list, '-c', 'copy');
      expect(await framesIn(tools, joined)).toBe(250);
      expect(Math.abs(await soundDelay(tools, joined))).toBeLessThan(0.04);
    },
    120_000,
  );
});
