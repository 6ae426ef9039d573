// By the clock: gets rid of what nobody wants any more, batch by batch.
import 'server-only';
import type { GetStepTools, Inngest } from 'inngest';
import { inngest } from '#lib/jobs/client.ts';
import { scheduled } from '#lib/jobs/schedules.ts';
import { ports } from '#lib/ports/ports.ts';
import { addTo, type Batch, type Counts, recordSweep, type Sweep } from '#lib/ports/sweep.ts';
import type { ScheduledSweep } from '../sweeps.ts';

/** An event server takes a thousand steps of one run; the next sweep goes on. */
const maxBatches = 500;

export function sweepFunction(sweep: ScheduledSweep) {
  return inngest().createFunction(
    {
      id: `sweep-${sweep.name}`,
      triggers: [scheduled(sweep.schedule)],
      retries: 2,
      concurrency: { limit: 1 },
    },
    ({ step, runId }) => sweepInSteps(sweep, runId, step),
  );
}

/** Each batch is a step: what a killed worker had done is not begun again, and told of in one row. */
export async function sweepInSteps(
  sweep: Sweep,
  runId: string,
  step: Pick<GetStepTools<Inngest.Any>, 'run'>,
): Promise<Counts> {
  const total: Counts = {};
  let failure: unknown;
  try {
    let after: string | null = '';
    for (let batch = 1; after !== null && batch <= maxBatches; batch += 1) {
      const at = { after, isDryRun: false };
      const done: Batch = await step.run(`batch-${batch}`, () => sweep.batch(ports(), at));
      addTo(total, done.counts);
      after = done.next;
    }
  } catch (error) {
    // What was done before is told all the same.
    failure = error;
  }
  await step.run('record', () => recordSweep(sweep.name, total, ports(), runId));
  if (failure) throw failure;
  return total;
}
