// Runs a script against the whole app: starts it, stops it, and ends the process with the right code.
import type { Patience } from '#lib/embedded/supervisor/keep-running.ts';
import type { Supervisor } from '#lib/embedded/supervisor/supervisor.ts';
import type { Variables } from './environment.ts';
import { type RunningApp, runApp } from './run-app.ts';
import { say } from './say.ts';

export type Act = {
  work: (app: RunningApp) => Promise<{ isOver: boolean }>;
  overrides?: Variables;
  patience?: Patience;
  /** What the supervisor says is printed unless told otherwise. */
  tell?: (message: string) => void;
};

/**
 * Starts everything and hands it to `work`. When `work` throws, its message is printed and the
 * process ends with 1; when it says `isOver`, with 0; else the app runs on until Ctrl-C.
 */
export function withApp(
  command: string,
  work: Act['work'],
  overrides: Variables = {},
): Promise<void> {
  return withApps(command, [{ work, overrides }]);
}

/** The same for several, each started when the one before is over and has stopped. */
export async function withApps(command: string, acts: Act[]): Promise<void> {
  let supervisor: Supervisor | undefined;
  let isStopping = false;
  const stop = async (code: number) => {
    if (isStopping) return;
    isStopping = true;
    await supervisor?.stop();
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop(130));
  try {
    for (const { work, overrides, patience, tell = say } of acts) {
      const app = await runApp({
        mode: 'production',
        command,
        tell,
        overrides,
        patience,
        onSupervisor: (started) => {
          supervisor = started;
        },
      });
      if (!(await work(app)).isOver) return;
      await app.stop();
    }
    await stop(0);
  } catch (error) {
    if (isStopping) return;
    console.error(`\n${error instanceof Error ? error.message : String(error)}`);
    await stop(1);
  }
}
