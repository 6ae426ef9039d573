// Makes a film and a poster to show things with.
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from '#lib/ffmpeg/binaries.ts';

const execute = promisify(execFile);

export type Sample = { film: string; poster: string };

/**
 * A film in 1080p with sound at a camera's bitrate, which no rule lets through as it is, and a
 * still of it. Moving pattern, grain and a tone, so that encoding it is real work. A keyframe comes
 * every `framesPerGroup` frames, as x264 has them unless told.
 */
export async function makeSample(
  { ffmpeg }: Binaries,
  folder: string,
  seconds: number,
  { framesPerGroup = 250 } = {},
): Promise<Sample> {
  await mkdir(folder, { recursive: true });
  const film = join(folder, 'sample-film.mp4');
  const poster = join(folder, 'sample-poster.jpg');
  await execute(ffmpeg, [
    ...['-nostdin', '-loglevel', 'error', '-y'],
    ...['-f', 'lavfi', '-i', `testsrc2=s=1920x1080:r=30:d=${seconds},noise=alls=8:allf=t`],
    ...['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=48000:d=${seconds}`],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-b:v', '18M', '-pix_fmt', 'yuv420p'],
    ...['-g', String(framesPerGroup), '-c:a', 'aac', '-b:a', '192k', '-shortest', film],
  ]);
  await execute(ffmpeg, [
    ...['-nostdin', '-loglevel', 'error', '-y', '-ss', String(seconds / 2), '-i', film],
    ...['-frames:v', '1', '-q:v', '3', poster],
  ]);
  return { film, poster };
}
