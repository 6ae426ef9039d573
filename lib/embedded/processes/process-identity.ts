// Tells a process from another that got the same number later.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** When a process started, in whatever form the system gives it; null when there is no such process. */
export function startMark(pid: number): string | null {
  if (!isAlive(pid)) return null;
  try {
    return process.platform === 'linux' ? linuxStartMark(pid) : psStartMark(pid);
  } catch {
    return null;
  }
}

/** Whether some process has this number, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Field 22 of /proc/<pid>/stat, see proc_pid_stat(5); the name before it may contain spaces. */
function linuxStartMark(pid: number): string | null {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const isZombie = fields[0] === 'Z';
  return isZombie ? null : (fields[19] ?? null);
}

function psStartMark(pid: number): string | null {
  // Windows has no ps: there the number alone has to do.
  if (process.platform === 'win32') return 'unknown';
  const text = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  return text.trim() || null;
}
