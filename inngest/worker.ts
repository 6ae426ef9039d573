// Executes the functions in a process of its own, so that work on media never holds up a page: it
// connects to the event server, which gives it steps, and finishes those it has when it is to end.
import 'server-only';
import { hostname } from 'node:os';
import { ConnectionState, connect, type WorkerConnection } from 'inngest/connect';
import { env } from '#lib/env/env.ts';
import { log } from '#lib/env/log.ts';
import { inngest } from '#lib/jobs/client.ts';
import { functions } from './functions.ts';
import { answerHealth } from './worker-health.ts';
import { stepBack } from './worker-priority.ts';

let connection: WorkerConnection | undefined;
let isLeaving = false;

stepBack();
answerHealth(env().WORKER_PORT, () => !isLeaving && connection?.state === ConnectionState.ACTIVE);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, leave);

connection = await connect({
  apps: [{ client: inngest(), functions: functions() }],
  instanceId: `${hostname()}-${process.pid}`,
  maxWorkerConcurrency: env().WORKER_STEPS_AT_ONCE,
  // Ours wait for what is worked on no longer than they are told to.
  handleShutdownSignals: [],
});
log().info({ stepsAtOnce: env().WORKER_STEPS_AT_ONCE }, 'worker ready');

/** What is cut off is called again, elsewhere: every step can be repeated. */
function leave(): void {
  if (isLeaving || !connection) process.exit(0);
  isLeaving = true;
  const limit = env().WORKER_DRAIN_SECONDS;
  log().info({ limitSeconds: limit }, 'worker takes no more steps and finishes what it has');
  setTimeout(() => process.exit(0), limit * 1000);
  void connection.close().finally(() => process.exit(0));
}
