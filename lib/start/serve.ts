// Runs the app until it is told to stop: what `npm start` and `npm run dev` share.
import { relative } from 'node:path';
import type { Supervisor } from '#lib/embedded/supervisor/supervisor.ts';
import type { Mode } from './app-service.ts';
import { projectFolder } from './project.ts';
import { runApp } from './run-app.ts';
import { say } from './say.ts';

/** Ends the process: with 0 after Ctrl-C or SIGTERM, with 1 and one message when it cannot start. */
export async function serve(mode: Mode, command: string): Promise<void> {
  let supervisor: Supervisor | undefined;
  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, async () => {
      // Ctrl-C reaches us twice: from the terminal and through run.mjs.
      if (isStopping) return;
      isStopping = true;
      say('Stopping');
      await supervisor?.stop();
      say('Stopped');
      process.exit(0);
    });
  }
  try {
    const app = await runApp({
      mode,
      command,
      tell: say,
      onSupervisor: (started) => {
        supervisor = started;
      },
    });
    const data = relative(projectFolder, app.dataFolder) || app.dataFolder;
    say(`Cutroom runs at ${app.url}  (data in ${data}, logs in ${data}/logs, Ctrl-C stops it)`);
  } catch (error) {
    if (isStopping) return;
    console.error(`\n${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
}
