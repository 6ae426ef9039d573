// A thousand videos of two owners in the queue: how long the one who brings ten waits behind the other's 990.
import { startBareQueue } from './bare-queue.ts';
import { type Figure, secondsSince, shortTime } from './figures.ts';
import type { Stage } from './stage.ts';

const [many, few] = [990, 10];
/** In place of encoding. */
const stepMs = 50;
const sentAtOnce = 90;
/** Alone they have two turns, beside the other one: twice as long, and as much again for the queue. */
const atMost = 4;

/**
 * The queue alone, by the rules of `process-video` (a number of turns for each owner, one more in all),
 * with a step that sleeps. Without those rules the ten would be done when the 990 are.
 */
export async function benchJobsFairness({ app }: Stage): Promise<Figure[]> {
  const queue = await startBareQueue(app.variables);
  const bring = async (ownerId: string, count: number) => {
    const event = { name: 'bench/video', data: { ownerId, ms: stepMs } };
    for (let left = count; left > 0; left -= sentAtOnce) {
      await queue.send(Array.from({ length: Math.min(left, sentAtOnce) }, () => event));
    }
  };
  const timeOf = async (ownerId: string, count: number) => {
    const startedAt = performance.now();
    await bring(ownerId, count);
    await queue.completed('bench-video', count, ownerId);
    return secondsSince(startedAt);
  };
  try {
    const alone = await timeOf('few', few);
    await queue.forget();
    const startedAt = performance.now();
    await bring('many', many);
    await queue.queued('bench-video', many);
    const behind = await timeOf('few', few);
    await queue.completed('bench-video', many, 'many');
    const all = secondsSince(startedAt);
    const ratio = behind / alone;
    return [
      {
        what: `${few} videos of one owner, while ${many} of another were queued first`,
        measured: shortTime(behind),
        against: `alone: ${shortTime(alone)}; the ${many}: ${shortTime(all)}`,
        ratio,
        aim: `≤ ${atMost}`,
        isMet: ratio <= atMost,
      },
    ];
  } finally {
    await queue.close();
  }
}
