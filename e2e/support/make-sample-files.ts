// Makes real files for the browser tests with ffmpeg.
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { installed } from '#lib/ffmpeg/binaries.ts';
import { sampleFiles } from './sample-files.ts';

const execute = promisify(execFile);

/** Writes every file of `sampleFiles` into the folder. */
export async function makeSampleFiles(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const ffmpeg = await installed('ffmpeg');
  const make = (name: string, ...args: string[]) =>
    execute(ffmpeg, ['-nostdin', '-loglevel', 'error', '-y', ...args, join(folder, name)]);
  const sources = (size: string, seconds: number, filter = '') => [
    ...['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=25:d=${seconds}${filter}`],
    ...['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=48000:d=${seconds}`],
  ];
  const picture = (size: string, seconds: number, filter = '') => [
    ...sources(size, seconds, filter),
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
  const grain = ',noise=alls=60:allf=t';

  await make(sampleFiles.shortFilm, ...picture('640x360', 4));
  // Grain at a constant quality: more than 40 MiB in a few seconds, so that it goes in parts.
  await make(
    sampleFiles.largeFilm,
    ...picture('1280x720', 5, grain),
    '-b:v',
    '80M',
    '-minrate',
    '80M',
    '-bufsize',
    '80M',
  );
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
