// One started process of a service: starts it, waits for its health, watches it, ends it.
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { instanceVariable, provePreload } from '../processes/instance.ts';
import { spawnAttached } from '../processes/spawn-attached.ts';
import { endStrays } from './end-strays.ts';
import { openLog } from './log-file.ts';
import type { Service } from './service.ts';

const pollSeconds = 0.05;

export type Child = ChildProcess & {
  /** Given to this process alone: an answer with it comes from no other. */
  instanceId: string;
};

/** Starts the process; what it says goes to the log unless the service wants the terminal. */
export async function startChild(service: Service, logFile: string): Promise<Child> {
  const { args, variables } = await service.command();
  const instanceId = randomUUID();
  const spawnInto = (output: number | 'inherit') =>
    Object.assign(
      spawnAttached(
        ['--import', provePreload, ...args],
        { ...variables, [instanceVariable]: instanceId },
        output,
      ),
      { instanceId },
    );
  if (service.output === 'terminal') return spawnInto('inherit');
  const log = openLog(logFile);
  try {
    return spawnInto(log);
  } finally {
    closeSync(log);
  }
}

export function isRunning(child: Child): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

/** How a process ended, for people. */
export function howItEnded(child: Child): string {
  if (isRunning(child)) return 'it does not answer';
  return child.signalCode ? `killed by ${child.signalCode}` : `exit code ${child.exitCode}`;
}

/** Throws when the process ends or stays unhealthy for too long instead. */
export async function untilHealthy(
  service: Service,
  child: Child,
  stopping: AbortSignal,
): Promise<void> {
  const deadline = performance.now() + service.startWithinSeconds * 1000;
  while (isRunning(child) && performance.now() < deadline) {
    stopping.throwIfAborted();
    if (await isHealthy(service, child)) return;
    await delay(pollSeconds * 1000, undefined, { signal: stopping });
  }
  throw new Error(`${service.name} did not start: ${howItEnded(child)}`);
}

/**
 * Resolves when the process has ended, fails too many checks in a row for longer than its service may
 * be silent, or we are stopping.
 */
export async function untilUnfit(
  service: Service,
  child: Child,
  checks: { everySeconds: number; badOnesAllowed: number },
  stopping: AbortSignal,
): Promise<void> {
  const ended = new AbortController();
  child.once('exit', () => ended.abort());
  const signal = AbortSignal.any([ended.signal, stopping]);
  const silentMs = (service.mayBeSilentSeconds ?? 0) * 1000;
  let badOnes = 0;
  let heardAt = performance.now();
  const isPatient = () =>
    badOnes <= checks.badOnesAllowed || performance.now() - heardAt < silentMs;
  while (isRunning(child) && !signal.aborted && isPatient()) {
    await delay(checks.everySeconds * 1000, undefined, { signal }).catch(() => {});
    if (signal.aborted || (await isHealthy(service, child))) {
      badOnes = 0;
      heardAt = performance.now();
    } else {
      badOnes += 1;
    }
  }
}

/** SIGTERM, then SIGKILL to it and what it started when it takes too long. */
export async function stopChild(child: Child, withinSeconds: number): Promise<void> {
  if (isRunning(child)) {
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const late = setTimeout(() => killFamily(child), withinSeconds * 1000);
    child.kill('SIGTERM');
    await exited;
    clearTimeout(late);
  }
  killFamily(child);
}

/** Ends the process and everything it started, at once. */
export function killFamily(child: Child): void {
  if (child.pid === undefined) return;
  killGroup(child.pid);
  endStrays(child.instanceId);
}

function killGroup(pid: number): void {
  try {
    // Windows has no process groups.
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // Nobody is left.
  }
}

async function isHealthy(service: Service, child: Child): Promise<boolean> {
  try {
    return await service.isHealthy(child.instanceId);
  } catch {
    return false;
  }
}
