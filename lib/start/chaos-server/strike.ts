// Ends processes of the running app with kill -9, or freezes them, as accidents do.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataParent } from '#lib/embedded/postgres/home.ts';
import { postgresOwner } from '#lib/embedded/postgres/owner.ts';
import { instanceVariable } from '#lib/embedded/processes/instance.ts';
import { startMark } from '#lib/embedded/processes/process-identity.ts';
import { postgresHome } from '../stand-ins.ts';
import type { Victim } from './plan-run.ts';

const isLinux = process.platform === 'linux';

type ProcessRecord = { pid: number; startMark: string; instanceId: string };

/**
 * Kills whatever of them runs at this instant; says which did. One that is between two lives, or an
 * encoder that is not there, cannot be hit.
 */
export function strike(dataFolder: string, victims: readonly Victim[]): Victim[] {
  // Found first, killed then: all of them at the same instant.
  const found = victims.map((victim) => ({ victim, pids: pidsOf(dataFolder, victim) }));
  return found.flatMap(({ victim, pids }) => {
    const hits = pids.filter((pid) => signal(pid, 'SIGKILL'));
    return hits.length > 0 ? [victim] : [];
  });
}

/** The database's server with all its processes; empty while there is none. */
export function postgresProcesses(dataFolder: string): number[] {
  const server = postmaster(dataFolder);
  return server === null ? [] : [server, ...childrenOf(server)];
}

/** Says whether the process was there. */
export function signal(pid: number, name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

function pidsOf(dataFolder: string, victim: Victim): number[] {
  if (victim === 'ffmpeg') return encodersOf(dataFolder);
  if (victim === 'postgres') {
    const server = postmaster(dataFolder);
    return server === null ? [] : [server];
  }
  const record = recordOf(dataFolder, victim);
  return record ? [record.pid] : [];
}

/** First line of postmaster.pid, which outlives a server that was killed: the number may be another's by then. */
function postmaster(dataFolder: string): number | null {
  const home = postgresHome(dataFolder);
  try {
    const cluster = join(dataParent(home, postgresOwner()), 'data');
    const pid = Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);
    const isOurs = !isLinux || commandOf(pid).includes(cluster);
    return pid > 0 && isOurs ? pid : null;
  } catch {
    return null;
  }
}

/** What runs of ffmpeg on behalf of the worker. */
export function encodersOf(dataFolder: string): number[] {
  const worker = recordOf(dataFolder, 'worker');
  if (!worker) return [];
  const mark = `${instanceVariable}=${worker.instanceId}`;
  return processes().filter((pid) => {
    const [program = ''] = commandOf(pid).split('\0');
    return /ffmpeg[^/]*$/.test(program) && read(`/proc/${pid}/environ`).split('\0').includes(mark);
  });
}

/** Field 4 of /proc/<pid>/stat is the parent, see proc_pid_stat(5). */
function childrenOf(parent: number): number[] {
  return processes().filter((pid) => {
    const stat = read(`/proc/${pid}/stat`);
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent;
  });
}

/** Only Linux lets us look at processes of others. */
function processes(): number[] {
  if (!isLinux) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

const commandOf = (pid: number) => read(`/proc/${pid}/cmdline`);

/** Empty for what ended just now. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Null between two lives: its number may be another's by then. */
function recordOf(dataFolder: string, service: string): ProcessRecord | null {
  try {
    const file = join(dataFolder, 'processes', `${service}.json`);
    const record: ProcessRecord = JSON.parse(readFileSync(file, 'utf8'));
    return startMark(record.pid) === record.startMark ? record : null;
  } catch {
    // It is just being written.
    return null;
  }
}
