// A hundred pictures of all kinds brought in at once: how many a second, and what memory the worker takes.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { makeVariants } from '#lib/images/variants.ts';
import { api } from '#lib/shared/paths.ts';
import type { MediaStates } from '#lib/shared/schemas/media.ts';
import { sendFile } from '../demo/send-file.ts';
import type { StudioClient } from '../demo/studio-client.ts';
import { say } from '../say.ts';
import { processId } from './app-processes.ts';
import { costOf } from './cost-of.ts';
import { type Figure, mebibytes, median } from './figures.ts';
import { forEachInLanes } from './lanes.ts';
import { pictureMix, writePictures } from './picture-mix.ts';
import { meterProcess } from './process-meter.ts';
import { clearUp, type Stage } from './stage.ts';

/** Making a hundred would take longer than measuring: each of these is sent several times. */
const kinds = 20;
const timesEach = 5;
const rounds = 3;
const sentAtOnce = 6;
const lookEveryMs = 100;
const patienceSeconds = 600;

/**
 * The floor is the verb that makes the sizes, alone in this process, on as many pictures at once as
 * there are cores: nothing is sent, fetched, checked, stored or entered.
 */
export async function benchMediaMany(stage: Stage): Promise<Figure[]> {
  const { app, studio, folder } = stage;
  const different = await writePictures(join(folder, 'mixed'), pictureMix(kinds));
  const paths = Array.from({ length: timesEach }, () => different).flat();
  const alone: number[] = [];
  const whole: number[] = [];
  const peaks: number[] = [];
  const growths: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const bare = await costOf(() => forEachInLanes(paths, availableParallelism(), makeVariants));
    alone.push(bare.seconds);
    const worker = processId(app.dataFolder, 'worker');
    const startedAt = performance.now();
    const { result: ids, until } = await meterProcess(worker, () => bringIn(studio, paths));
    const seconds = (performance.now() - startedAt) / 1000;
    const { memoryPeakBytes, memoryGrowthBytes } = until(Date.now());
    whole.push(seconds);
    peaks.push(memoryPeakBytes);
    growths.push(memoryGrowthBytes);
    await clearUp(stage, ids);
    say(
      `  round ${round}: all ready after ${seconds.toFixed(2)} s, the verb alone ${bare.seconds.toFixed(2)} s, worker at most ${mebibytes(memoryPeakBytes)}`,
    );
  }
  const rate = (seconds: number[]) => paths.length / median(seconds);
  return [
    {
      what: `(d) ${paths.length} pictures of 0.2 to 12 megapixels, first request to all ready`,
      measured: `${rate(whole).toFixed(1)} a second`,
      against: `the verb alone: ${rate(alone).toFixed(1)} a second`,
      ratio: rate(whole) / rate(alone),
    },
    {
      what: '(d) memory of the worker meanwhile, at most',
      measured: mebibytes(Math.max(...peaks)),
      against: `growth, round by round: ${growths.map(mebibytes).join(', ')}`,
    },
  ];
}

/** Sends them all and answers their ids once every one of them is ready. */
async function bringIn(studio: StudioClient, paths: string[]): Promise<string[]> {
  const ids: string[] = [];
  await forEachInLanes(paths, sentAtOnce, async (path) => {
    const { media } = await sendFile(studio, path, 'media.image');
    ids.push(media.id);
  });
  const deadline = performance.now() + patienceSeconds * 1000;
  for (let waiting = ids; waiting.length > 0; ) {
    const path = api.mediaStates(waiting.slice(0, 100));
    const { results } = await studio.request<MediaStates>('GET', path);
    const failed = results.find(({ status }) => status === 'failed');
    if (failed) throw new Error(`A picture failed: ${failed.failure?.message}`);
    const ready = new Set(results.filter(({ status }) => status === 'ready').map(({ id }) => id));
    waiting = waiting.filter((id) => !ready.has(id));
    if (performance.now() > deadline) throw new Error(`${waiting.length} pictures are not ready.`);
    if (waiting.length > 0) await setTimeout(lookEveryMs);
  }
  return ids;
}
