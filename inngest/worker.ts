// Serves the functions from a process of its own, so that work on media never holds up a page.
import 'server-only';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { setPriority } from 'node:os';
import { serve } from 'inngest/node';
import { env } from '#lib/env/env.ts';
import { log } from '#lib/env/log.ts';
import { inngest } from '#lib/jobs/client.ts';
import { functions } from './functions.ts';

/** As far back as there is: pages and uploads first, its pictures and its encoders with what is left. */
const niceness = 19;

stepBack();
const port = env().WORKER_PORT;
if (port === undefined) throw new Error('WORKER_PORT is not set');
const answer = serve({ client: inngest(), functions: functions() });
const server = createServer((request, response) => {
  if (request.url === '/') response.writeHead(204).end();
  else answer(request, response);
});
server.listen(port, '127.0.0.1', () => log().info({ port }, 'worker ready'));

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  // What is cut off is called again: every step can be repeated.
  process.once(signal, () => process.exit(0));
}

/** Whatever starts later, a thread or an encoder, inherits it. */
function stepBack(): void {
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
