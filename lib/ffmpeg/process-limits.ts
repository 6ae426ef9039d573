// What one ffmpeg or ffprobe process may take from the machine, enforced by Linux where it can be.
import 'server-only';
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

const gibibyte = 1024 ** 3;

/** Threads reserve address space they never touch (stacks, arenas), so the ceiling grows with the cores. */
const addressSpaceBytes = (4 + availableParallelism()) * gibibyte;

/** Media work yields to the web server on the same machine. */
export const niceness = 10;

/**
 * Options of `prlimit` for a process that may run `timeoutSeconds`: memory, CPU time, open files, no core dump.
 * The wall clock is watched by the runner; the CPU limit holds even if the runner dies.
 */
export function prlimitOptions(timeoutSeconds: number): string[] {
  const cpuSeconds = Math.ceil(timeoutSeconds * availableParallelism()) + 1;
  return [`--as=${addressSpaceBytes}`, `--cpu=${cpuSeconds}`, '--nofile=64', '--core=0'];
}

/** Twice what the largest size may take in a second, and room for a length that was told wrong. */
export function mostOutputBytes(durationSeconds: number): number {
  return Math.ceil(gibibyte + durationSeconds * 2_000_000);
}

/**
 * The command that starts `program` under its limits: through prlimit and nice where they exist, and
 * through setpriv, which has Linux end it with us. No file it writes grows beyond `outputBytes`.
 */
export function limited(
  program: string,
  timeoutSeconds: number,
  outputBytes?: number,
): { command: string; leadingArguments: string[] } {
  const size = outputBytes === undefined ? [] : [`--fsize=${outputBytes}`];
  const words = [
    ...endingWithUs(),
    ...(prlimitPath ? [prlimitPath, ...prlimitOptions(timeoutSeconds), ...size] : []),
    ...(nicePath ? [nicePath, '-n', String(niceness)] : []),
    program,
  ];
  const [command = program, ...leadingArguments] = words;
  return { command, leadingArguments };
}

let orderToEnd: readonly string[] | undefined;

/**
 * Linux kills what was started so as soon as the thread that started it is gone, also by kill -9
 * (PR_SET_PDEATHSIG in prctl(2); it lasts through the programs that follow). Without it an encoder
 * would go on for nobody until its limits end it. Other systems, and the setpriv of BusyBox, cannot.
 */
function endingWithUs(): readonly string[] {
  orderToEnd ??= findOrderToEnd();
  return orderToEnd;
}

function findOrderToEnd(): readonly string[] {
  if (!setprivPath) return [];
  const order = [setprivPath, '--pdeathsig', 'KILL'];
  const [command = '', ...args] = [...order, setprivPath, '--version'];
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0 ? order : [];
}

function systemTool(name: string): string | undefined {
  if (process.platform !== 'linux') return undefined;
  return ['/usr/bin', '/bin']
    .map((folder) => join(/* turbopackIgnore: true */ folder, name))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export const prlimitPath = systemTool('prlimit');
const nicePath = systemTool('nice');
const setprivPath = systemTool('setpriv');
