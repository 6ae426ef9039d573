// Remembers which processes were started, so that the next start can end what a kill -9 left behind.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startMark } from '../processes/process-identity.ts';
import { endStrays } from './end-strays.ts';

type ProcessRecord = { pid: number; startMark: string; instanceId: string };

/** Notes a living process under a name. */
export function recordProcess(folder: string, name: string, pid: number, instanceId: string): void {
  const mark = startMark(pid);
  if (mark === null) return;
  mkdirSync(folder, { recursive: true });
  const record: ProcessRecord = { pid, startMark: mark, instanceId };
  writeFileSync(recordFile(folder, name), JSON.stringify(record));
}

/** Forgets a process that ended. */
export function forgetProcess(folder: string, name: string): void {
  rmSync(recordFile(folder, name), { force: true });
}

/**
 * Ends every recorded process that still lives: SIGTERM, and SIGKILL after `graceSeconds`; then what
 * these processes started and left behind.
 * Returns the names of those that lived.
 */
export async function endLeftovers(folder: string, graceSeconds = 20): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length));
  const ended = await Promise.all(names.map((name) => endOne(folder, name, graceSeconds)));
  return names.filter((_, index) => ended[index]);
}

async function endOne(folder: string, name: string, graceSeconds: number): Promise<boolean> {
  const record = readRecord(folder, name);
  const lives = () => record !== null && startMark(record.pid) === record.startMark;
  const didLive = lives();
  if (record && didLive) {
    signal(record.pid, 'SIGTERM');
    const deadline = performance.now() + graceSeconds * 1000;
    while (lives() && performance.now() < deadline) await delay(50);
    if (lives()) signal(record.pid, 'SIGKILL');
    while (lives()) await delay(50);
  }
  if (record) endStrays(record.instanceId);
  forgetProcess(folder, name);
  return didLive;
}

function signal(pid: number, name: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself just now.
  }
}

function readRecord(folder: string, name: string): ProcessRecord | null {
  try {
    return JSON.parse(readFileSync(recordFile(folder, name), 'utf8'));
  } catch {
    // Cut off while being written: the process was just being started and ended with its parent.
    return null;
  }
}

const recordFile = (folder: string, name: string) => join(folder, `${name}.json`);
