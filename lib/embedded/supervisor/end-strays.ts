// Ends what a process started and left behind when it was killed, such as an encoder.
import { readdirSync, readFileSync } from 'node:fs';
import { instanceVariable } from '../processes/instance.ts';

/**
 * Kills every process that inherited this instance id, also those in a group of their own. On Linux
 * only: elsewhere the environment of a process is not to be read, and a stray runs to its end.
 */
export function endStrays(instanceId: string): void {
  if (process.platform !== 'linux') return;
  const mark = `${instanceVariable}=${instanceId}`;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    if (variablesOf(pid).includes(mark)) kill(Number(pid));
  }
}

/** See proc_pid_environ(5); empty for processes of others and those that just ended. */
function variablesOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself just now.
  }
}
