// Small real clips for the tests, made with the ffmpeg that came with npm.
import 'server-only';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { givenFfmpeg } from '#lib/testing/given-ffmpeg.ts';
import { type Binaries, findBinaries, installed } from './binaries.ts';

const execute = promisify(execFile);

/** The oldest build we promise to work with: the one every install has. */
export async function npmBinaries(): Promise<Binaries> {
  return findBinaries({
    ffmpegPath: await installed('ffmpeg'),
    ffprobePath: await installed('ffprobe'),
  });
}

/** The build a test is about: the one this run was given, else the one from npm, which also judges. */
export async function testedBinaries(): Promise<Binaries> {
  return givenFfmpeg.ffmpegPath ? findBinaries(givenFfmpeg) : npmBinaries();
}

/** The build from npm, and the one this run was given or would find, where that is another. */
export async function namedBuilds(): Promise<[string, Binaries][]> {
  const [npm, chosen] = [await npmBinaries(), await findBinaries(givenFfmpeg)];
  const builds = npm.version === chosen.version ? [npm] : [npm, chosen];
  return builds.map((build) => [build.version, build]);
}

export type Clips = {
  folder: string;
  /** Runs ffmpeg and answers the path of what it wrote. */
  make: (name: string, ...args: string[]) => Promise<string>;
  write: (name: string, content: string | Uint8Array) => Promise<string>;
  remove: () => Promise<void>;
};

/** A folder to make clips in. */
export async function clipFolder({ ffmpeg }: Binaries): Promise<Clips> {
  const folder = await mkdtemp(join(tmpdir(), 'clips-'));
  return {
    folder,
    async make(name, ...args) {
      const path = join(folder, name);
      await execute(ffmpeg, ['-nostdin', '-loglevel', 'error', '-y', ...args, path]);
      return path;
    },
    async write(name, content) {
      const path = join(folder, name);
      await writeFile(path, content);
      return path;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Input arguments for a moving test picture. */
export function picture(size: string, seconds: number, framesPerSecond = 25): string[] {
  return ['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=${framesPerSecond}:d=${seconds}`];
}

/** Input arguments for a tone. */
export function tone(seconds: number): string[] {
  return ['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=48000:d=${seconds}`];
}

/** Quick H.264 that no copy rule keeps, because of its 4:4:4 colour. */
export const encodeAgain = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv444p'];
/** Quick H.264 as browsers play it, with a keyframe every second at 25 fps. */
export const playable = [
  ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '25'],
];

/** The presentation times of the keyframes of a file, in seconds. */
export async function keyframesOf({ ffprobe }: Binaries, path: string): Promise<string[]> {
  const { stdout } = await execute(ffprobe, [
    ...['-v', 'error', '-select_streams', 'v:0', '-show_entries', 'packet=pts_time,flags'],
    ...['-of', 'csv=p=0', path],
  ]);
  return stdout
    .split('\n')
    .filter((line) => line.includes(',K'))
    .map((line) => Number(line.split(',')[0]).toFixed(2));
}

/** How many frames a player gets from a playlist or file when it decodes all of it. */
export async function framesIn({ ffprobe }: Binaries, path: string): Promise<number> {
  const { stdout } = await execute(ffprobe, [
    ...['-v', 'error', '-allowed_extensions', 'ALL', '-select_streams', 'v:0', '-count_frames'],
    ...['-show_entries', 'stream=nb_read_frames', '-of', 'csv=p=0', path],
  ]);
  return Number.parseInt(stdout, 10);
}

/** The colour `[r, g, b]` in the middle of a rectangle of a picture. */
export async function colourIn(
  { ffmpeg }: Binaries,
  path: string,
  [x, y, width, height]: [number, number, number, number],
): Promise<number[]> {
  const { stdout } = await execute(
    ffmpeg,
    [
      ...['-nostdin', '-loglevel', 'error', '-i', path, '-frames:v', '1'],
      ...['-vf', `crop=${width}:${height}:${x}:${y},scale=1:1:flags=area`],
      ...['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'],
    ],
    { encoding: 'buffer' },
  );
  return [...stdout.subarray(0, 3)];
}

/** The presentation time of the first packet of a stream, as a player that ignores edit lists sees it. */
export async function firstSeconds(
  { ffprobe }: Binaries,
  path: string,
  stream: 'v:0' | 'a:0',
): Promise<number> {
  const { stdout } = await execute(ffprobe, [
    ...['-v', 'error', '-select_streams', stream, '-read_intervals', '%+#1'],
    ...(path.includes('hls') ? ['-ignore_editlist', '1'] : []),
    ...['-show_entries', 'packet=pts_time', '-of', 'csv=p=0', path],
  ]);
  return Number.parseFloat(stdout);
}
