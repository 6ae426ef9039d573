// Keeping in touch with the app: its functions are known, and that it is there.
import type { AppClient } from './app-client.ts';
import type { Runner } from './context.ts';

const absentMs = 250;
const refusedMs = 2_000;

/** Asks the app to register; says in how many ms to ask again. */
export async function syncApp(runner: Runner, client: AppClient): Promise<number> {
  const { app, settings } = runner;
  const problem = await client.sync();
  if (problem === undefined) {
    app.synced = true;
    if (!app.reachable) {
      app.reachable = true;
      runner.wake();
    }
    return settings.resyncMs;
  }
  const absent = problem === 'ECONNREFUSED';
  if (!absent && lastProblem.get(runner) !== problem) {
    settings.log(`the app's functions could not be registered: ${problem}`);
  }
  lastProblem.set(runner, problem);
  app.reachable = false;
  return absent ? absentMs : refusedMs;
}

/** So that a lasting problem is logged once. */
const lastProblem = new WeakMap<Runner, string>();
