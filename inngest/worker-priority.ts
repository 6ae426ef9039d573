// Gives pages and uploads the first turn, and the worker with its encoders what is left.
import 'server-only';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { log } from '#lib/env/log.ts';

/** As far back as there is. */
const niceness = 19;

/** Puts this process behind all others; whatever starts later, a thread or an encoder, inherits it. */
export function stepBack(): void {
  try {
    setPriority(niceness);
    // Linux counts it for each thread, and those of the engine and of file reading are there by now.
    for (const thread of readdirSync('/proc/self/task')) setPriority(Number(thread), niceness);
    // It weighs whole sessions before the processes in them: autogroup of sched(7). One that is not its
    // own is left alone, as whoever started it would fall back with it.
    if (leadsSession()) writeFileSync('/proc/self/autogroup', String(niceness));
  } catch (error) {
    log().debug({ error: String(error) }, 'this system keeps the priority of the worker');
  }
}

/** Field 6 of /proc/<pid>/stat, see proc_pid_stat(5); the name before it may contain spaces. */
function leadsSession(): boolean {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[3]) === process.pid;
}
