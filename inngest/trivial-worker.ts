// Serves functions that do nothing, so that a benchmark measures the queue alone.
import 'server-only';
import { createServer } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { serve } from 'inngest/node';
import { env } from '#lib/env/env.ts';
import { inngest } from '#lib/jobs/client.ts';
import { perOwner } from './functions/per-owner.ts';

const port = env().WORKER_PORT;
if (port === undefined) throw new Error('WORKER_PORT is not set');
const client = inngest();

const nothing = client.createFunction(
  { id: 'bench-nothing', triggers: [{ event: 'bench/nothing' }], retries: 0 },
  async () => null,
);

const steps = client.createFunction(
  { id: 'bench-steps', triggers: [{ event: 'bench/steps' }], retries: 0 },
  async ({ event, step }) => {
    for (let i = 1; i <= event.data.steps; i += 1) await step.run(`step ${i}`, () => i);
  },
);

/** Takes its turn by the rules of `process-video`, and sleeps where that would encode. */
const video = client.createFunction(
  {
    id: 'bench-video',
    triggers: [{ event: 'bench/video' }],
    retries: 0,
    concurrency: perOwner(env().VIDEO_STEPS_AT_ONCE),
  },
  async ({ event }) => {
    await setTimeout(event.data.ms);
  },
);

const answer = serve({ client, functions: [nothing, steps, video] });
createServer((request, response) => {
  if (request.url === '/') response.writeHead(204).end();
  else answer(request, response);
}).listen(port, '127.0.0.1');
