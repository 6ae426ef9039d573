// The pipeline with every build of ffmpeg this machine has, and how it runs; `table-*.test.ts` feed it.
import { mkdir, mkdtemp, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Binaries } from './binaries.ts';
import { keepsStream } from './copy-rule.ts';
import { probeOwnMp4, probeVideo } from './probe.ts';
import { prlimitPath } from './process-limits.ts';
import { runDirectly } from './run.ts';
import {
  type Clips,
  clipFolder,
  colourIn,
  encodeAgain,
  firstSeconds,
  framesIn,
  keyframesOf,
  namedBuilds,
  npmBinaries,
  picture,
  playable,
  tone,
} from './test-clips.ts';
import { type Transcoded, type TranscodeStage, transcodeVideo } from './test-transcode.ts';

/** The fastest preset with B-frames, which delay the first picture. */
const profile = { preset: 'superfast', crf: 30 } as const;

const old = await npmBinaries();

let clips: Clips;
beforeAll(async () => {
  clips = await clipFolder(old);
});
afterAll(() => clips.remove());

async function transcode(source: string, binaries: Binaries = old) {
  const facts = await probeVideo({ binaries, path: source });
  const folder = await mkdtemp(join(clips.folder, 'job-'));
  const made = await transcodeVideo({
    ...{ binaries, folder, source, facts, profile, timeoutSeconds: 60 },
  });
  const mp4 = await probeOwnMp4({ binaries, path: join(folder, made.mp4.path) });
  return { facts, folder, made, mp4, path: (relative: string) => join(folder, relative) };
}

const rungsOf = ({ hls }: Transcoded) =>
  hls.files.map(({ path }) => /hls\/(\d+p)\.mp4/.exec(path)?.[1]).filter(Boolean);

/** The code of the failure, or what was made instead. */
async function failure(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    (made) => made,
    (error: { name: string; code?: string }) => `${error.name} ${error.code}`,
  );
}

/** Sound and every rung stand to each other in HLS as they do in the MP4. */
async function expectOneClock(
  path: (relative: string) => string,
  binaries: Binaries,
  rungs: [string, string],
) {
  const [top, low] = rungs;
  const start = (file: string, stream: 'v:0' | 'a:0') => firstSeconds(binaries, path(file), stream);
  const video = await start(`hls/${top}.mp4`, 'v:0');
  expect(await start(`hls/${low}.mp4`, 'v:0')).toBeCloseTo(video, 2);
  const lead =
    (await start(`ladder/${top}.mp4`, 'a:0')) - (await start(`ladder/${top}.mp4`, 'v:0'));
  expect((await start('hls/audio.mp4', 'a:0')) - video).toBeCloseTo(lead, 2);
}

// Whole films on two shared cores, behind everything else that runs: media processes are niced.
describe.each(await namedBuilds())('with %s', { timeout: 120_000 }, (_version, binaries) => {
  test('a film becomes an MP4, a ladder, a poster and a storyboard that belong together', async () => {
    const source = await clips.make(
      'film.mp4',
      ...picture('564x424', 5, 30000 / 1001),
      ...tone(5),
      ...encodeAgain,
    );
    const { facts, folder, made, mp4, path } = await transcode(source, binaries);
    expect(mp4).toMatchObject({ width: 564, height: 424, durationSeconds: expect.closeTo(5, 0) });
    expect(mp4.video).toMatchObject({ codec: 'h264', pixelFormat: 'yuv420p' });
    expect(mp4.audio).toMatchObject([{ codec: 'aac', channels: 2, sampleRate: 48000 }]);
    expect(made.mp4.byteSize).toBe((await stat(path(made.mp4.path))).size);
    expect(made.mp4.bitrate).toBeCloseTo((made.mp4.byteSize * 8) / made.mp4.durationSeconds, -1);

    // The index before the data: it plays while it loads.
    const start = await readFile(path(made.mp4.path));
    expect(start.indexOf('moov')).toBeLessThan(start.indexOf('mdat'));

    expect(rungsOf(made)).toEqual(['424p', '360p']);
    const keyframes = await Promise.all(
      ['424p', '360p'].map((name) => keyframesOf(binaries, path(`ladder/${name}.mp4`))),
    );
    expect(keyframes[0]).toEqual(['0.00', '2.00', '4.00']);
    expect(keyframes[1]).toEqual(keyframes[0]);

    const frames = await framesIn(binaries, source);
    expect(await framesIn(binaries, path('hls/master.m3u8'))).toBe(frames);
    expect(await framesIn(binaries, path('hls/360p.m3u8'))).toBe(frames);
    const playlists = made.hls.files.filter((file) => file.path.endsWith('.m3u8'));
    for (const file of [made.hls.master, ...playlists]) {
      const text = await readFile(path(file.path), 'utf8');
      const uris = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
      for (const uri of uris) expect(await readdir(join(folder, 'hls'))).toContain(uri);
    }
    await expectOneClock(path, binaries, ['424p', '360p']);
    const master = await readFile(path('hls/master.m3u8'), 'utf8');
    expect(master).toMatch(
      /RESOLUTION=564x424,FRAME-RATE=29.970,CODECS="avc1.[0-9a-f]{6},mp4a.40.2"/,
    );

    expect(made.poster).toMatchObject({ width: 564, height: 424, contentType: 'image/jpeg' });
    expect((await stat(path(made.poster.path))).size).toBe(made.poster.byteSize);
    const vtt = await readFile(path(made.storyboard.vtt.path), 'utf8');
    expect(vtt).toContain('00:00:04.004 --> 00:00:05.005\nsprite.jpg#xywh=320,0,160,120');
    expect(facts.durationSeconds).toBeCloseTo(5, 1);
  });

  test('a stream that plays everywhere is kept, and the lower rungs follow its keyframes', async () => {
    const source = await clips.make(
      'kept.mp4',
      ...picture('640x480', 5),
      ...tone(5),
      ...playable,
      ...['-g', '40', '-ac', '2', '-c:a', 'aac'],
    );
    const { facts, made, mp4, path } = await transcode(source, binaries);
    expect(keepsStream(facts)).toBe(true);
    expect(rungsOf(made)).toEqual(['480p', '360p']);
    const top = await keyframesOf(binaries, source);
    expect(await keyframesOf(binaries, path('ladder/480p.mp4'))).toEqual(top);
    expect(await keyframesOf(binaries, path('ladder/360p.mp4'))).toEqual(top);
    expect(top.length).toBeGreaterThan(3);
    await expectOneClock(path, binaries, ['480p', '360p']);
    expect(mp4.video.profile).toBe(facts.video.profile);
    expect(await framesIn(binaries, path('hls/master.m3u8'))).toBe(125);
    expect(await framesIn(binaries, path('hls/360p.m3u8'))).toBe(125);
  });

  test('HDR comes out as SDR that is neither black nor grey', async () => {
    const source = await clips.make(
      'hdr.mkv',
      ...['-f', 'lavfi', '-i', 'color=c=#c03020:s=320x180:d=1:r=10'],
      ...['-c:v', 'libx265', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p10le'],
      ...['-x265-params', 'log-level=none:transfer=16:colorprim=9:colormatrix=9'],
      ...['-color_trc', 'smpte2084', '-color_primaries', 'bt2020', '-colorspace', 'bt2020nc'],
    );
    const { facts, mp4, path, made } = await transcode(source, binaries);
    expect(facts.hdrTransfer).toBe('smpte2084');
    expect(mp4.hdrTransfer).toBeNull();
    expect(mp4.video.pixelFormat).toBe('yuv420p');
    const [red = 0, green = 0] = await colourIn(binaries, path(made.poster.path), [80, 40, 80, 80]);
    expect(red).toBeGreaterThan(120);
    expect(red - green).toBeGreaterThan(60);
  });

  test('a playlist named .mp4 opens nothing', async () => {
    const secret = await clips.make('secret.mp4', ...picture('64x64', 1), ...playable);
    const playlists = {
      'hls.mp4': `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:${secret}\n#EXT-X-ENDLIST\n`,
      'concat.mp4': `ffconcat version 1.0\nfile ${secret}\n`,
    };
    for (const [name, text] of Object.entries(playlists)) {
      const path = await clips.write(name, text);
      const outcome = await failure(probeVideo({ binaries, path }));
      expect(outcome).toBe('MediaFailure corrupt_file');
      // And should the probe ever be fooled, the encoder must not be.
      const facts = await probeVideo({ binaries, path: secret });
      const folder = await mkdtemp(join(clips.folder, 'leak-'));
      expect(
        await failure(
          transcodeVideo({
            ...{ binaries, folder, source: path, facts, profile, timeoutSeconds: 20 },
          }),
        ),
      ).toBe('MediaFailure corrupt_file');
      expect((await readdir(folder)).filter((entry) => !entry.endsWith('.part'))).toEqual([]);
    }
  });
});

test('the storyboard shows each moment at its place', async () => {
  const source = await clips.make(
    'colours.mp4',
    ...['-f', 'lavfi', '-i', 'color=c=red:s=320x180:r=30000/1001:d=4'],
    ...['-f', 'lavfi', '-i', 'color=c=blue:s=320x180:r=30000/1001:d=4'],
    ...['-filter_complex', '[0][1]concat', ...encodeAgain],
  );
  const { made, path } = await transcode(source);
  const sprite = path(made.storyboard.sprite.path);
  const tiles = [0, 1, 2, 3].map((i) => colourIn(old, sprite, [160 * i + 40, 20, 80, 50]));
  const seen = (await Promise.all(tiles)).map(([red = 0, , blue = 0]) =>
    red > blue ? 'red' : 'blue',
  );
  expect(seen).toEqual(['red', 'red', 'blue', 'blue']);
});

test('a file that is not there is no fault of the film', async () => {
  const path = join(clips.folder, 'missing.mp4');
  const error = await probeVideo({ binaries: old, path }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toHaveProperty('name', 'MediaFailure');
});

describe.each(await namedBuilds())('running %s', (_version, binaries) => {
  const { ffmpeg } = binaries;
  const endless = (path: string) => ({
    inputs: [{ options: ['-re', '-f', 'lavfi'], path: 'testsrc2=s=64x64:r=25' }],
    outputs: [{ path, options: ['-t', '600', '-f', 'null'] }],
  });

  test('an abort kills the process and leaves the reason', async () => {
    const controller = new AbortController();
    const running = runDirectly(endless('-'), {
      ...{ ffmpeg, timeoutSeconds: 60, signal: controller.signal, durationSeconds: 600 },
      // It writes, so it runs.
      onProgress: () => controller.abort(new Error('cancelled by the editor')),
    });
    await expect(running).rejects.toThrow('cancelled by the editor');
  });

  test('the wall clock ends what does not end', async () => {
    const running = runDirectly(endless('-'), { ffmpeg, timeoutSeconds: 0.3 });
    expect(await failure(running)).toBe('MediaFailure processing_timeout');
  });

  test.runIf(prlimitPath)('a file that grows without end is cut off', async () => {
    const job = {
      inputs: [{ options: ['-f', 'lavfi'], path: 'testsrc2=s=320x240:r=25' }],
      outputs: [{ path: join(clips.folder, 'endless.yuv'), options: ['-f', 'rawvideo'] }],
    };
    const limits = { timeoutSeconds: 60, durationSeconds: 1, outputBytes: 1_000_000 };
    const running = runDirectly(job, { ffmpeg: old.ffmpeg, ...limits });
    expect(await failure(running)).toBe('MediaFailure corrupt_file');
  });

  test('progress rises to the end, and a second run replaces the first', async () => {
    const source = await clips.make('again.mp4', ...picture('320x180', 2), ...encodeAgain);
    const facts = await probeVideo({ binaries, path: source });
    const folder = await mkdtemp(join(clips.folder, 'again-'));
    await mkdir(join(folder, 'hls.part'), { recursive: true });
    const job = { binaries, folder, source, facts, profile, timeoutSeconds: 60 };
    const first = await transcodeVideo(job);
    const steps: [number, TranscodeStage][] = [];
    const second = await transcodeVideo({ ...job, onProgress: (...step) => steps.push(step) });
    expect(second.hls.files.map(({ path }) => path)).toEqual(
      first.hls.files.map(({ path }) => path),
    );
    expect((await readdir(folder)).sort()).toEqual(['hls', 'ladder', 'poster', 'storyboard']);
    const fractions = steps.map(([fraction]) => fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
    expect(new Set(steps.map(([, stage]) => stage))).toEqual(
      new Set(['poster', 'ladder', 'packaging']),
    );
  });
});
