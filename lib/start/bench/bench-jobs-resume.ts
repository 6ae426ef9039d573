// How soon work goes on after a kill -9 of the worker, and of the function runner, in the middle of an encode.
import { setTimeout } from 'node:timers/promises';
import { database } from '#lib/db/client.ts';
import { binaries } from '#lib/ffmpeg/binaries.ts';
import { makeSample } from '../demo/sample-film.ts';
import { sendFile } from '../demo/send-file.ts';
import { say } from '../say.ts';
import { processId } from './app-processes.ts';
import { type Figure, median, secondsSince } from './figures.ts';
import { clearUp, type Stage } from './stage.ts';

/** Every kill has it begin again: long enough to be in the middle of. */
const filmSeconds = 20;
const rounds = 3;
const atMostSeconds = 10;
const lookEveryMs = 10;
const patienceMs = 5 * 60_000;

/**
 * Of the worker: from the kill to the first heartbeat of the same run. Of the runner: to the moment its
 * successor has taken up the step that was under way. A supervisor starts both anew.
 */
export async function benchJobsResume(stage: Stage): Promise<Figure[]> {
  const { app, studio, folder } = stage;
  const { film } = await makeSample(await binaries(), folder, filmSeconds);
  const { media } = await sendFile(studio, film, 'film.video');
  const worker: number[] = [];
  const runner: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    await encoding(media.id);
    const killedAt = new Date();
    worker.push(
      await secondsAfterKill(app.dataFolder, 'worker', () => hasBeat(media.id, killedAt)),
    );
    await encoding(media.id);
    const before = await holderOf(media.id);
    const isTakenUp = async () => {
      const holder = await holderOf(media.id);
      return holder !== null && holder !== before;
    };
    runner.push(await secondsAfterKill(app.dataFolder, 'functions', isTakenUp));
    say(
      `  round ${round}: worker ${worker.at(-1)?.toFixed(1)} s, runner ${runner.at(-1)?.toFixed(1)} s`,
    );
  }
  await clearUp(stage, [media.id]);
  return [
    figure('an encode goes on after kill -9 of the worker', worker),
    figure('a step is taken up after kill -9 of the runner', runner),
  ];
}

async function secondsAfterKill(
  dataFolder: string,
  name: 'worker' | 'functions',
  isOn: () => Promise<boolean>,
): Promise<number> {
  const startedAt = performance.now();
  process.kill(processId(dataFolder, name), 'SIGKILL');
  await until(isOn);
  return secondsSince(startedAt);
}

function figure(what: string, all: number[]): Figure {
  const seconds = median(all);
  return {
    what,
    measured: `${seconds.toFixed(1)} s`,
    against: `at most, of ${rounds}: ${Math.max(...all).toFixed(1)} s`,
    aim: `≤ ${atMostSeconds} s`,
    isMet: seconds <= atMostSeconds,
  };
}

/** Until it is encoded by whoever is at it now. */
function encoding(mediaId: string): Promise<void> {
  const since = new Date();
  return until(async () => {
    const media = await database().media.findUniqueOrThrow({ where: { id: mediaId } });
    if (media.status !== 'processing') throw new Error(`the film is ${media.status} already`);
    const isBeating = media.heartbeatAt !== null && media.heartbeatAt > since;
    return isBeating && media.stage !== null && media.progress > 0.04;
  });
}

async function hasBeat(mediaId: string, since: Date): Promise<boolean> {
  const media = await database().media.findUniqueOrThrow({ where: { id: mediaId } });
  return media.heartbeatAt !== null && media.heartbeatAt > since;
}

/** The runner that has a step of this media under way; null while none has. */
async function holderOf(mediaId: string): Promise<string | null> {
  const rows = await database().$queryRaw<{ id: string }[]>`
    select job.runner_id::text as id
      from function_runner.job join function_runner.run on run.id = job.run_id
     where run.event -> 'data' ->> 'mediaId' = ${mediaId} and job.lease is not null`;
  return rows[0]?.id ?? null;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error('the work does not go on');
    await setTimeout(lookEveryMs);
  }
}
