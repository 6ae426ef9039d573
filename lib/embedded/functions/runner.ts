// The runner: its loops, its listener and its server, started and stopped together.
import { randomInt } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { createAppClient } from './app-client.ts';
import { createGateway } from './connect/gateway.ts';
import type { Runner } from './context.ts';
import { startDispatcher } from './dispatcher.ts';
import { httpApp } from './http-app.ts';
import { startListener } from './listener.ts';
import { startLoop } from './loop.ts';
import { type RunnerOptions, settingsOf } from './options.ts';
import { freeOrphans } from './queue.ts';
import { loadFunctions } from './registration.ts';
import { createRegistry } from './registry.ts';
import { sweepHistory } from './retention.ts';
import { hasUnroutedEvents, routeEvents } from './route-events.ts';
import { ensureSchema } from './schema.sql.ts';
import { startServer } from './server.ts';
import { syncApp } from './sync-app.ts';
import { fireTimers, nextTimerDelayMs } from './timers.ts';

/** Loops look at the database this often even when nothing wakes them. */
const idleMs = 5_000;
const sweepMs = 3_600_000;
/** How soon to look again while there may be more, or while another process has the lock. */
const busyMs = 25;

/** Starts a runner; resolves once it listens. `stop` lets running steps finish for a short while. */
export async function startRunner(
  options: RunnerOptions,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const settings = settingsOf(options);
  const pool = new pg.Pool({
    connectionString: settings.databaseUrl,
    max: Math.min(settings.workers, 8) + 4,
  });
  pool.on('error', (error) => settings.log(`database connection lost: ${error.message}`));
  // A connection that breaks between two queries of a transaction has no other listener.
  pool.on('connect', (client) => client.on('error', () => {}));
  const runner: Runner = {
    id: randomInt(1, 2 ** 31),
    settings,
    pool,
    registry: createRegistry(),
    callees: [],
    app: { reachable: false, synced: false },
    stopped: false,
    wake: () => {},
    resync: () => {},
  };
  const gateway = createGateway(runner);
  const client = settings.appUrl ? createAppClient(settings.appUrl, settings) : undefined;
  runner.callees.push(gateway, ...(client ? [httpApp(runner, client)] : []));
  await ensureSchema(pool);
  await loadFunctions(runner);
  const listener = await startListener(runner, (news) => {
    const ready = news === 'functions' ? loadFunctions(runner) : Promise.resolve();
    ready.then(runner.wake, (error: Error) => settings.log(error.message));
  });
  const server = await startServer(runner, gateway);

  const loop = (pass: () => Promise<number>) =>
    startLoop(pass, (error) => settings.log(error instanceof Error ? error.message : `${error}`));
  const dispatcher = startDispatcher(runner, loop);
  const router = loop(async () => {
    if (!runner.app.synced || !(await hasUnroutedEvents(pool))) return idleMs;
    if ((await routeEvents(runner)) > 0) runner.wake();
    return busyMs;
  });
  const clock = loop(async () => {
    if (!runner.app.synced) return idleMs;
    const delayMs = (await nextTimerDelayMs(pool)) ?? idleMs;
    if (delayMs > 0) return Math.min(delayMs, idleMs);
    if ((await fireTimers(runner)) > 0) runner.wake();
    return busyMs;
  });
  const rescuer = loop(async () => {
    if ((await freeOrphans(runner)) > 0) dispatcher.wake();
    return idleMs;
  });
  const sync = client && loop(() => syncApp(runner, client));
  const sweeper = loop(async () => {
    await sweepHistory(runner);
    return sweepMs;
  });
  runner.wake = () => {
    for (const woken of [dispatcher, router, clock]) woken.wake();
  };
  runner.resync = sync?.wake ?? runner.resync;

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      // Running steps may still send events, so the server stays until they had their time.
      await Promise.all([dispatcher, router, clock, rescuer, sweeper].map((each) => each.stop()));
      runner.stopped = true;
      client?.close();
      gateway.close();
      await sync?.stop();
      server.close();
      server.closeAllConnections();
      await listener.close();
      await pool.end();
    },
  };
}
