// Runs a script against the whole app: starts it, stops it, and ends the process with the right code.
import type { Supervisor } from '#lib/embedded/supervisor/supervisor.ts';
import type { Variables } from './environment.ts';
import { type RunningApp, runApp } from './run-app.ts';
import { say } from './say.ts';

/**
 * Starts everything and hands it to `work`. When `work` throws, its message is printed and the
 * process ends with 1; when it says `isOver`, with 0; else the app runs on until Ctrl-C.
 */
export async function withApp(
  command: string,
  work: (app: RunningApp) => Promise<{ isOver: boolean }>,
  overrides: Variables = {},
): Promise<void> {
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
    const app = await runApp({
      mode: 'production',
      command,
      tell: say,
      overrides,
      onSupervisor: (started) => {
        supervisor = started;
      },
    });
    if ((await work(app)).isOver) await stop(0);
  } catch (error) {
    if (isStopping) return;
    console.error(`\n${error instanceof Error ? error.message : String(error)}`);
    await stop(1);
  }
}
