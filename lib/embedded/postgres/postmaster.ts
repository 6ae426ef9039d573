// Runs the server process itself: finds a living one, launches one, stops one.
import { execFile, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { instanceVariable } from '../processes/instance.ts';
import type { Owner } from './owner.ts';
import { ask, ping } from './ping.ts';

export type Postmaster = { pid: number; port: number };

type UrlOf = (port: number) => string;

const startWithinSeconds = 60;

/** The server that already runs on this data folder and answers to our password, once it is ready. */
export async function findPostmaster(dataFolder: string, urlOf: UrlOf): Promise<Postmaster | null> {
  const deadline = performance.now() + startWithinSeconds * 1000;
  while (performance.now() < deadline) {
    const written = readPidFile(dataFolder);
    // A pid file outlives its server after a crash, and the number may by now be someone else's:
    // only an answer proves life.
    const answer = written ? await ask(urlOf(written.port)) : 'none';
    if (answer === 'ready') return written;
    if (answer === 'none') return null;
    await delay(100);
  }
  throw new Error(`The PostgreSQL on ${dataFolder} does not become ready.`);
}

/** Starts the server and waits until it answers. Throws with the end of its log when it does not. */
export async function launchPostmaster(input: {
  postgres: string;
  owner: Owner;
  dataFolder: string;
  port: number;
  settings: Record<string, string>;
  logFile: string;
  urlOf: UrlOf;
}): Promise<Postmaster> {
  const { postgres, owner, dataFolder, port, urlOf } = input;
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    max_connections: '100',
    ...input.settings,
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openSync(input.logFile, 'a', 0o600);
  const child = spawn(postgres, ['-D', dataFolder, '-p', String(port), ...args], {
    ...owner,
    cwd: '/',
    // Without the mark of what is to end with the process that started it: a server goes on.
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC', [instanceVariable]: undefined },
    // A file, not a pipe: the server keeps its log when the process that started it is killed.
    stdio: ['ignore', log, log],
    // Out of the terminal's group: Ctrl-C must reach the app first and the database last.
    detached: true,
  });
  closeSync(log);
  let failure: string | undefined;
  child.once('error', (error) => {
    failure = error.message;
  });
  child.once('exit', (code, signal) => {
    failure ??= `it exited with ${code ?? signal}`;
  });
  child.unref();

  const deadline = performance.now() + startWithinSeconds * 1000;
  while (failure === undefined && performance.now() < deadline) {
    if (child.pid !== undefined && (await ping(urlOf(port)))) return { pid: child.pid, port };
    await delay(30);
  }
  child.kill('SIGQUIT');
  throw new Error(
    `PostgreSQL did not start: ${failure ?? 'it does not answer'}.\n${tail(input.logFile)}`,
  );
}

/** Stops the server of this data folder; resolves once it is gone, also when none ran. */
export async function stopPostmaster(input: {
  pgCtl: string;
  owner: Owner;
  dataFolder: string;
  urlOf: UrlOf;
}): Promise<void> {
  const { pgCtl, owner, dataFolder, urlOf } = input;
  if (!(await findPostmaster(dataFolder, urlOf))) return;
  const args = ['stop', '-D', dataFolder, '-m', 'fast', '-w', '-t', '60', '-s'];
  try {
    await promisify(execFile)(pgCtl, args, { ...owner, cwd: '/' });
  } catch (error) {
    // Someone else stopped it meanwhile: that is what was asked for.
    if (await findPostmaster(dataFolder, urlOf)) throw error;
  }
}

/** Lines of postmaster.pid: process id, data folder, start time, port, … */
function readPidFile(dataFolder: string): Postmaster | null {
  try {
    const lines = readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8').split('\n');
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    return pid > 0 && port > 0 ? { pid, port } : null;
  } catch {
    return null;
  }
}

function tail(file: string): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-12).join('\n');
}
