// The dispatcher: keeps as many jobs executing as there is room for, and their leases alive.
import type { Callee } from './callee.ts';
import type { Runner } from './context.ts';
import { executeJob } from './execute-job.ts';
import type { Loop } from './loop.ts';
import { claimJobs, type Job, nextJobDelayMs, renewLeases } from './queue.ts';

const idleMs = 5_000;

/** Starts dispatching; `stop` takes no new job and waits for running ones up to the grace. */
export function startDispatcher(
  runner: Runner,
  startLoop: (pass: () => Promise<number>) => Loop,
): Loop {
  const { settings } = runner;
  const executing = new Map<Job, Promise<void>>();

  const loop = startLoop(async () => {
    const withRoom = runner.callees.filter((callee) => callee.free().count > 0);
    if (withRoom.length === 0) return idleMs;
    for (const callee of withRoom) {
      for (const job of await claimJobs(runner, callee.free(), executing.keys())) {
        execute(job, callee);
      }
    }
    return Math.min((await nextJobDelayMs(runner.pool)) ?? idleMs, idleMs);
  });
  const heartbeat = setInterval(() => {
    renewLeases(runner, executing.keys()).catch((error: Error) => settings.log(error.message));
  }, settings.leaseMs / 4);

  function execute(job: Job, callee: Callee): void {
    const done = executeJob(runner, job, callee)
      .catch((error: unknown) => settings.log(`${job.function_id}: ${error}`))
      .finally(() => {
        executing.delete(job);
        runner.wake();
      });
    executing.set(job, done);
  }

  return {
    wake: loop.wake,
    async stop() {
      await loop.stop();
      await Promise.race([Promise.all(executing.values()), grace(settings.graceMs)]);
      clearInterval(heartbeat);
    },
  };
}

function grace(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
