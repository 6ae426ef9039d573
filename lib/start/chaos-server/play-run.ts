// Plays one run: its files are brought in while its blows fall.
import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { seededRandom } from '#lib/testing/seeded-random.ts';
import type { StudioClient } from '../demo/studio-client.ts';
import type { FreshFile, MakeFresh } from './fresh-files.ts';
import { type Ending, planRun, type Victim } from './plan-run.ts';
import { type Expected, sendPlanned } from './send-planned.ts';
import { strike } from './strike.ts';

export type SentFile = FreshFile & { run: number; ending: Ending; expected: Expected };

export type Played = {
  /** Its seed. */
  run: number;
  files: SentFile[];
  /** Who was hit, as often as that was so. */
  hits: Victim[];
  /** Clients that were refused, or not answered within their patience. */
  refusals: string[];
};

/** How long an encoder is waited for, to be hit in the middle of its work. */
const encoderWithinMs = 4000;

/** Resolves when every client has done its part and every blow has fallen. `run` is its seed. */
export async function playRun(
  run: number,
  stage: { studio: StudioClient; dataFolder: string; makeFresh: MakeFresh },
): Promise<Played> {
  const { studio, dataFolder, makeFresh } = stage;
  const plan = planRun(seededRandom(run));
  const refusals: string[] = [];
  const sent = plan.files.map(async ({ kind, ending, afterMs }, index) => {
    const file = await makeFresh(kind, `run-${run}-${index + 1}`);
    await delay(afterMs);
    try {
      return [{ ...file, run, ending, expected: await sendPlanned(studio, file, ending) }];
    } catch (error) {
      refusals.push(`${file.fileName} (${ending}): ${String(error)}`);
      return [];
    } finally {
      await rm(file.path);
    }
  });
  const blows = plan.blows.map(async ({ victims, afterMs }) => {
    await delay(afterMs);
    return hit(dataFolder, victims);
  });
  const hits = (await Promise.all(blows)).flat();
  return { run, files: (await Promise.all(sent)).flat(), hits, refusals };
}

/** Of an encoder alone, at the first instant there is one. */
async function hit(dataFolder: string, victims: readonly Victim[]): Promise<Victim[]> {
  const deadline = performance.now() + encoderWithinMs;
  for (;;) {
    const struck = strike(dataFolder, victims);
    const isMissed = struck.length === 0 && victims[0] === 'ffmpeg' && victims.length === 1;
    if (!isMissed || performance.now() > deadline) return struck;
    await delay(10);
  }
}
