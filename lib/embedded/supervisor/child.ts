// One started process of a service: starts it, waits for its health, watches it, ends it.
import type { ChildProcess } from 'node:child_process';
import { closeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { spawnAttached } from '../processes/spawn-attached.ts';
import { openLog } from './log-file.ts';
import type { Service } from './service.ts';

const pollSeconds = 0.05;

/** Starts the process; what it says goes to the log unless the service wants the terminal. */
export function startChild({ args, variables, output }: Service, logFile: string): ChildProcess {
  if (output === 'terminal') return spawnAttached(args, variables, 'inherit');
  const log = openLog(logFile);
  try {
    return spawnAttached(args, variables, log);
  } finally {
    closeSync(log);
  }
}

export function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

/** How a process ended, for people. */
export function howItEnded(child: ChildProcess): string {
  if (isRunning(child)) return 'it does not answer';
  return child.signalCode ? `killed by ${child.signalCode}` : `exit code ${child.exitCode}`;
}

/** Throws when the process ends or stays unhealthy for too long instead. */
export async function untilHealthy(
  service: Service,
  child: ChildProcess,
  stopping: AbortSignal,
): Promise<void> {
  const deadline = performance.now() + service.startWithinSeconds * 1000;
  while (isRunning(child) && performance.now() < deadline) {
    stopping.throwIfAborted();
    if (await isHealthy(service)) return;
    await delay(pollSeconds * 1000, undefined, { signal: stopping });
  }
  throw new Error(`${service.name} did not start: ${howItEnded(child)}`);
}

/** Resolves when the process has ended, fails too many checks in a row, or we are stopping. */
export async function untilUnfit(
  service: Service,
  child: ChildProcess,
  checks: { everySeconds: number; badOnesAllowed: number },
  stopping: AbortSignal,
): Promise<void> {
  const ended = new AbortController();
  child.once('exit', () => ended.abort());
  const signal = AbortSignal.any([ended.signal, stopping]);
  let badOnes = 0;
  while (isRunning(child) && !signal.aborted && badOnes <= checks.badOnesAllowed) {
    await delay(checks.everySeconds * 1000, undefined, { signal }).catch(() => {});
    badOnes = signal.aborted || (await isHealthy(service)) ? 0 : badOnes + 1;
  }
}

/** SIGTERM, then SIGKILL to it and what it started when it takes too long. */
export async function stopChild(child: ChildProcess, withinSeconds: number): Promise<void> {
  if (isRunning(child)) {
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const late = setTimeout(() => killGroup(child), withinSeconds * 1000);
    child.kill('SIGTERM');
    await exited;
    clearTimeout(late);
  }
  killGroup(child);
}

/** Ends the process and everything it started that did not leave its group. */
export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    // Windows has no process groups.
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
  } catch {
    // Nobody is left.
  }
}

async function isHealthy(service: Service): Promise<boolean> {
  try {
    return await service.isHealthy();
  } catch {
    return false;
  }
}
