// Whether what processing needs grows with the file: memory of app and worker, room for temporary files.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { binaries } from '#lib/ffmpeg/binaries.ts';
import { storage } from '#lib/storage/current.ts';
import { renditionPrefix } from '#lib/storage/keys.ts';
import { say } from '../say.ts';
import { processId } from './app-processes.ts';
import { meterDisk } from './disk-meter.ts';
import { type Figure, mebibyte, mebibytes, median, shortTime } from './figures.ts';
import { makeCopiedFilm } from './media-films.ts';
import { meterProcess } from './process-meter.ts';
import { clearUp, type Stage } from './stage.ts';
import { travel } from './through-app.ts';

const sizes = { small: 20_000_000, large: 400_000_000 };
const rounds = 3;
const mostApart = 30 * mebibyte;
const mostRoom = 16 * mebibyte;

type Need = {
  appPeakBytes: number;
  workerPeakBytes: number;
  /** Temporary files at their most, beside the original and what is made of it: those have to be somewhere. */
  roomBytes: number;
  /** All temporary files, as a multiple of the original. */
  roomTimes: number;
  readySeconds: number;
};

export async function benchMediaMemory(stage: Stage): Promise<Figure[]> {
  const tools = await binaries();
  const names = ['small', 'large'] as const;
  const needs: Record<(typeof names)[number], Need[]> = { small: [], large: [] };
  const films = {
    small: await makeCopiedFilm(tools, join(stage.folder, 'copied-small.mp4'), sizes.small),
    large: await makeCopiedFilm(tools, join(stage.folder, 'copied-large.mp4'), sizes.large),
  };
  // A process that has just been started has yet to take what it keeps.
  await measure(stage, films.small);
  for (let round = 1; round <= rounds; round += 1) {
    for (const name of names) {
      const need = await measure(stage, films[name]);
      needs[name].push(need);
      say(
        `  ${name}, round ${round}: app ${mebibytes(need.appPeakBytes)}, worker ${mebibytes(need.workerPeakBytes)}, temporary files ${need.roomTimes.toFixed(2)} times the original, ready after ${need.readySeconds.toFixed(2)} s`,
      );
    }
  }
  return figuresOf(needs);
}

async function measure(stage: Stage, film: string): Promise<Need> {
  const { app, studio } = stage;
  const { size } = await stat(film);
  const work = () => travel(studio, film, 'film.video');
  const disk = () => meterDisk(app.variables.MEDIA_TMP_DIR ?? '', work);
  const worker = () => meterProcess(processId(app.dataFolder, 'worker'), disk);
  const metered = await meterProcess(processId(app.dataFolder, 'app'), worker);
  const { peakBytes, result } = metered.result.result;
  const { media, readySeconds } = result;
  let madeBytes = 0;
  for await (const { byteSize } of storage().list(renditionPrefix(media.id))) madeBytes += byteSize;
  await clearUp(stage, [media.id]);
  const now = Date.now();
  return {
    appPeakBytes: metered.until(now).memoryPeakBytes,
    workerPeakBytes: metered.result.until(now).memoryPeakBytes,
    roomBytes: peakBytes - size - madeBytes,
    roomTimes: peakBytes / size,
    readySeconds,
  };
}

function figuresOf({ small, large }: Record<'small' | 'large', Need[]>): Figure[] {
  const of = (needs: Need[], pick: (need: Need) => number) => median(needs.map(pick));
  const memory = (who: string, pick: (need: Need) => number): Figure => ({
    what: `(f) memory of the ${who} at 400 MB, at most`,
    measured: mebibytes(of(large, pick)),
    against: `at 20 MB: ${mebibytes(of(small, pick))}`,
    ratio: of(large, pick) / of(small, pick),
    aim: '< 30 MiB apart',
    isMet: of(large, pick) - of(small, pick) < mostApart,
  });
  const room = of(large, ({ roomBytes }) => roomBytes);
  const times = (needs: Need[]) => of(needs, ({ roomTimes }) => roomTimes).toFixed(2);
  return [
    memory('app', ({ appPeakBytes }) => appPeakBytes),
    memory('worker', ({ workerPeakBytes }) => workerPeakBytes),
    {
      what: '(f) temporary files at 400 MB, beside the original and its versions',
      measured: mebibytes(Math.max(0, room)),
      against: `at 20 MB: ${mebibytes(
        Math.max(
          0,
          of(small, ({ roomBytes }) => roomBytes),
        ),
      )}`,
      aim: '< 16 MiB',
      isMet: room < mostRoom,
    },
    {
      what: '(f) all temporary files at 400 MB, times the original',
      measured: times(large),
      against: `at 20 MB: ${times(small)}`,
    },
    {
      what: '(f) a film of 400 MB that is only copied, last byte to ready',
      measured: shortTime(of(large, ({ readySeconds }) => readySeconds)),
      against: `of 20 MB: ${shortTime(of(small, ({ readySeconds }) => readySeconds))}`,
    },
  ];
}
