// Runs the embedded PostgreSQL as a process of its own, stopped cleanly by SIGTERM or SIGINT.
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from '../processes/process-identity.ts';
import { startPostgres, stopPostgres } from './start-postgres.ts';

const { POSTGRES_HOME: home, POSTGRES_PORT, POSTGRES_LOG_FILE, POSTGRES_SETTINGS } = process.env;
if (!home) throw new Error('POSTGRES_HOME is not set: the folder to keep the database in.');

const options = {
  home,
  port: POSTGRES_PORT ? Number(POSTGRES_PORT) : undefined,
  logFile: POSTGRES_LOG_FILE,
  settings: parseSettings(POSTGRES_SETTINGS),
};

let isStopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop);

let server = await startPostgres(options);
if (options.port !== undefined && server.port !== options.port) {
  // Left over from an earlier run, on a port nobody will look at.
  await stopPostgres(home);
  server = await startPostgres(options);
}
console.log(`PostgreSQL listens on 127.0.0.1:${server.port}${server.isJoined ? ' (joined)' : ''}`);
while (isAlive(server.pid)) await delay(500);
if (!isStopping) {
  console.error('PostgreSQL ended by itself.');
  process.exit(1);
}

async function stop(): Promise<void> {
  if (isStopping || !home) return;
  isStopping = true;
  await stopPostgres(home);
  process.exit(0);
}

/** `fsync=off,work_mem=8MB` */
function parseSettings(text = ''): Record<string, string> {
  const pairs = text.split(',').filter((pair) => pair.includes('='));
  return Object.fromEntries(pairs.map((pair) => pair.split('=', 2)));
}
