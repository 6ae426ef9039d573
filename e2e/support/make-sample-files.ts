// Makes real files for the browser tests with ffmpeg.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { installed } from '#lib/ffmpeg/binaries.ts';
import { freeBox } from './free-box.ts';
import { sampleFiles } from './sample-files.ts';

const mebibyte = 2 ** 20;
const execute = promisify(execFile);

/** Writes every file of `sampleFiles` into the folder. */
export async function makeSampleFiles(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const ffmpeg = await installed('ffmpeg');
  const make = (name: string, ...args: string[]) =>
    execute(ffmpeg, ['-nostdin', '-loglevel', 'error', '-y', ...args, join(folder, name)]);
  const sources = (size: string, seconds: number) => [
    ...['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=25:d=${seconds}`],
    ...['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=48000:d=${seconds}`],
  ];
  const picture = (size: string, seconds: number) => [
    ...sources(size, seconds),
    ...[
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-pix_fmt',
      'yuv420p',
      '-c:a',
      'aac',
      '-shortest',
    ],
  ];
  await make(sampleFiles.shortFilm, ...picture('640x360', 4));
  await make(sampleFiles.largeFilm, ...picture('1280x720', 5));
  // So large that it goes in parts, and all the same soon encoded.
  await appendFile(join(folder, sampleFiles.largeFilm), freeBox(randomBytes(50 * mebibyte)));
  await make(sampleFiles.longFilm, ...picture('640x360', 60), '-g', '2000');
  await make(sampleFiles.awkwardFilm, ...sources('640x480', 60), '-c:v', 'mpeg4', '-c:a', 'mp3');
  await make(sampleFiles.poster, '-f', 'lavfi', '-i', 'testsrc2=s=1280x720:d=1', '-frames:v', '1');
  await writeFile(
    join(folder, sampleFiles.liar),
    'This is a text, whatever its name says.\n'.repeat(200),
  );
  const whole = await readFile(join(folder, sampleFiles.shortFilm));
  await writeFile(join(folder, sampleFiles.brokenFilm), whole.subarray(0, whole.length / 3));
  await writeFile(join(folder, sampleFiles.notes), 'Not a film.');
}
