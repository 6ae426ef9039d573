// Makes small real files, each of other content, faster than they can be sent.
import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from '#lib/ffmpeg/binaries.ts';
import type { Purpose } from '#lib/shared/upload-policy.ts';
import { samplePhoto } from '#lib/testing/sample-files.ts';
import type { Kind } from './plan-run.ts';

const execute = promisify(execFile);

export type FreshFile = {
  path: string;
  fileName: string;
  purpose: Purpose;
  byteSize: number;
  sha256: string;
};

/** Writes a file of that kind; `name` comes without an ending. */
export type MakeFresh = (kind: Kind, name: string) => Promise<FreshFile>;

const mebibyte = 1024 * 1024;
/** Above 16 MiB a file is sent in parts. */
const largeBytes = 18 * mebibyte;
const photoBytes = 90_000;
const soundSeconds = 2;
/** With a keyframe every half second, so that it is cut where the app is told to cut early. */
const film = { seconds: 2, framesPerGroup: 15 };
const longFilm = { seconds: 8, framesPerGroup: 15 };

/** Resolves once the few files are made that all others are variations of. */
export async function freshFilesIn(folder: string, { ffmpeg }: Binaries): Promise<MakeFresh> {
  const short = await makeFilm(ffmpeg, join(folder, 'base.mp4'), film);
  const long = await makeFilm(ffmpeg, join(folder, 'base-long.mp4'), longFilm);
  const photo = await samplePhoto(photoBytes);
  const makers: Record<Kind, { ending: string; purpose: Purpose; bytes: () => Buffer }> = {
    picture: {
      ending: 'jpg',
      purpose: 'media.image',
      // What comes after the picture may be anything.
      bytes: () => Buffer.concat([photo.subarray(0, -32), randomBytes(32)]),
    },
    sound: { ending: 'wav', purpose: 'media.audio', bytes: noiseSound },
    film: { ending: 'mp4', purpose: 'media.video', bytes: () => withFreeBox(short, 64) },
    'film in chunks': { ending: 'mp4', purpose: 'media.video', bytes: () => withFreeBox(long, 64) },
    'large film': {
      ending: 'mp4',
      purpose: 'media.video',
      bytes: () => withFreeBox(short, largeBytes),
    },
  };
  return async (kind, name) => {
    const { ending, purpose, bytes: make } = makers[kind];
    const path = join(folder, `${name}.${ending}`);
    const bytes = make();
    await writeFile(path, bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { path, fileName: basename(path), purpose, byteSize: bytes.length, sha256 };
  };
}

async function makeFilm(
  ffmpeg: string,
  path: string,
  { seconds, framesPerGroup }: typeof film,
): Promise<Buffer> {
  await execute(ffmpeg, [
    ...['-nostdin', '-loglevel', 'error', '-y'],
    ...['-f', 'lavfi', '-i', `testsrc2=s=640x360:r=30:d=${seconds}`],
    ...['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=48000:d=${seconds}`],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'],
    ...['-g', String(framesPerGroup), '-bf', '0', '-c:a', 'aac', '-shortest', path],
  ]);
  return readFile(path);
}

/** The same film with a box at its end that players pass over (ISO/IEC 14496-12, 8.1.2). */
function withFreeBox(movie: Buffer, byteSize: number): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(byteSize + head.length, 0);
  head.write('free', 4, 'latin1');
  return Buffer.concat([movie, head, randomBytes(byteSize)]);
}

/** A WAV of noise: 16 bits, one channel. */
function noiseSound(): Buffer {
  const samplesPerSecond = 16_000;
  const samples = randomBytes(samplesPerSecond * soundSeconds * 2);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(samplesPerSecond, 24);
  head.writeUInt32LE(samplesPerSecond * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}
