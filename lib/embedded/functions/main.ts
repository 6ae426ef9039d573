// Starts the function runner as a process of its own, configured by RUNNER_* variables.
import { startRunner } from './runner.ts';

const names = [
  'RUNNER_PORT',
  'RUNNER_DATABASE_URL',
  'RUNNER_EVENT_KEY',
  'RUNNER_SIGNING_KEY',
] as const;

const missing = names.filter((name) => !process.env[name]);
if (missing.length > 0) {
  console.error(`functions: not set: ${missing.join(', ')}`);
  process.exit(2);
}
const read = (name: (typeof names)[number]) => process.env[name] ?? '';

const runner = await startRunner({
  port: Number(read('RUNNER_PORT')),
  databaseUrl: read('RUNNER_DATABASE_URL'),
  appUrl: process.env.RUNNER_APP_URL || undefined,
  eventKey: read('RUNNER_EVENT_KEY'),
  signingKey: read('RUNNER_SIGNING_KEY'),
  workers: process.env.RUNNER_WORKERS ? Number(process.env.RUNNER_WORKERS) : undefined,
});
console.log(`functions ready on ${new URL(runner.url).port}`);

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => {
    void runner.stop().then(() => process.exit(0));
  });
