// The command line, as somebody types it in a terminal.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

export type Cutroom = ChildProcessByStdio<null, Readable, Readable>;

/** What a line of `--json` says. */
export type Told = { event: string } & Record<string, unknown>;

/** Starts `npx cutroom`, whose notes go below `folder`, as a terminal does: with a process group of its own. */
export function startCutroom(
  args: readonly string[],
  { server, token, folder }: { server: string; token: string; folder: string },
): Cutroom {
  return spawn('npx', ['--no-install', 'cutroom', ...args], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ...{ CUTROOM_URL: server, CUTROOM_TOKEN: token, XDG_STATE_HOME: folder },
    },
  });
}

/** What Ctrl-C does: every process in front of the terminal is told. */
export function pressCtrlC({ pid }: Cutroom): void {
  if (pid) process.kill(-pid, 'SIGINT');
}

/** Resolves when it has ended: with what it said but for progress, and its exit code as shells see it. */
export async function endOf(child: Cutroom): Promise<{ told: Told[]; code: number }> {
  const [out, , code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number>((resolve) => {
      // npx itself may be ended by the signal.
      child.on('exit', (code, signal) =>
        resolve(code ?? 128 + constants.signals[signal ?? 'SIGKILL']),
      );
    }),
  ]);
  const told = out
    .split('\n')
    .filter(Boolean)
    .map((line): Told => JSON.parse(line));
  return { told: told.filter(({ event }) => event !== 'progress'), code };
}
