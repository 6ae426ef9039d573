// Waits until nothing is under way and nothing lies about any more, as long as the deadlines of the app allow.
import { setTimeout as delay } from 'node:timers/promises';
import { type Examined, examine, notGoneOf, unsettledOf } from './examine.ts';
import { countLeftovers, findLeftovers, type Leftovers } from './leftovers.ts';
import type { SentFile } from './play-run.ts';
import { type Stage, settledWithinSeconds, sweptWithinSeconds } from './stage.ts';

export type Rest = {
  examined: Examined[];
  leftovers: Leftovers;
  /** Until every accepted file was ready or failed, and until nothing lay about. */
  settledAfterSeconds: number;
  sweptAfterSeconds: number;
};

const lookEveryMs = 500;
/** An audit asks the store for everything it has. */
const auditEveryMs = 3000;

/** Does not throw when it takes too long: what is not so then shows in what was found. */
export async function comeToRest(files: SentFile[], stage: Stage): Promise<Rest> {
  const { world } = stage;
  const startedAt = performance.now();
  const seconds = () => (performance.now() - startedAt) / 1000;
  await until(async () => (await unsettledOf(files, world)).length === 0, settledWithinSeconds);
  const settledAfterSeconds = seconds();
  const isSwept = async () =>
    (await notGoneOf(files, world)).length + countLeftovers(await leftoversOf(stage)) === 0;
  await until(isSwept, sweptWithinSeconds, auditEveryMs);
  const sweptAfterSeconds = seconds();
  const examined: Examined[] = [];
  for (const file of files) examined.push(await examine(file, world));
  return {
    ...{ examined, settledAfterSeconds, sweptAfterSeconds },
    leftovers: await leftoversOf(stage),
  };
}

/** Holds the next run back while the app has much to do: a queue hides what goes wrong in it. */
export async function letItBreathe(files: SentFile[], { world }: Stage, atMost: number) {
  await until(async () => (await unsettledOf(files, world)).length <= atMost, settledWithinSeconds);
}

function leftoversOf({ app, world }: Stage): Promise<Leftovers> {
  const { dataFolder, variables } = app;
  return findLeftovers(world, { dataFolder, workFolder: variables.MEDIA_TMP_DIR ?? '' });
}

/** A database that is just coming back says nothing. */
async function until(
  isSo: () => Promise<boolean>,
  withinSeconds: number,
  everyMs = lookEveryMs,
): Promise<void> {
  const deadline = performance.now() + withinSeconds * 1000;
  while (!(await isSo().catch(() => false)) && performance.now() < deadline) {
    await delay(everyMs);
  }
}
