// Proves that an event is routed once, whoever looks at it meanwhile.
import pg from 'pg';
import { expect, test } from 'vitest';
import { createTestDatabase } from '#lib/testing/test-database.ts';
import { settingsOf } from './options.ts';
import { createRegistry } from './registry.ts';
import { routeEvents } from './route-events.ts';
import { ensureSchema } from './schema.sql.ts';
import { eventKey, signingKey, until } from './test-stage.ts';

test('a router that looked while another one routed finds nothing left', async () => {
  const database = await createTestDatabase({ migrated: false });
  const pool = new pg.Pool({ connectionString: database.url });
  await ensureSchema(pool);
  const settings = settingsOf({ port: 0, databaseUrl: database.url, eventKey, signingKey });
  const app = { reachable: false, synced: false };
  const runner = {
    ...{ id: 1, settings, pool, registry: createRegistry(), callees: [], app, stopped: false },
    wake() {},
    resync() {},
  };
  // So many that to look at them takes a while.
  await pool.query(
    `insert into function_runner.event (id, name, payload)
     select n, 'burst', json_build_object('id', n::text, 'name', 'burst', 'ts', 0)
     from generate_series(1, 200000) n`,
  );
  const other = await pool.connect();
  await other.query('begin');
  await other.query(`select pg_advisory_xact_lock(hashtext('function_runner.router'))`);
  await other.query('update function_runner.event set routed_at = now()');

  let isOver = false;
  const routed = routeEvents(runner).finally(() => {
    isOver = true;
  });
  await until(async () => {
    const { rowCount } = await pool.query(
      `select from pg_stat_activity where datname = current_database() and state = 'active'
       and query like 'select id, payload from function_runner.event%'`,
    );
    return isOver || rowCount === 1 ? true : undefined;
  });
  await other.query('commit');
  other.release();
  expect(await routed).toBe(0);

  await pool.end();
  await database.drop();
});
