// Proves that history ends after three days, and that two runners share one database.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startRunner } from './runner.ts';
import { eventKey, type Stage, signingKey, startStage, until } from './test-stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());

async function ids(table: string): Promise<string[]> {
  const { rows } = await stage.pool.query(`select id from function_runner.${table} order by id`);
  return rows.map((row) => row.id);
}

test('a starting runner sweeps what is old and keeps what is young or alive', async () => {
  const hold = Promise.withResolvers<void>();
  const fn = stage.client.createFunction(
    { id: 'dated', triggers: [{ event: 'dated' }] },
    ({ event }) => (event.id === 'living' ? hold.promise : undefined),
  );
  await stage.serve(fn);
  await stage.client.send(['old', 'living', 'young'].map((id) => ({ name: 'dated', id })));
  await stage.ended(fn, 2);
  await stage.pool.query(
    `update function_runner.event set received_at = now() - interval '73 hours' where id <> 'young'`,
  );
  await stage.pool.query(
    `update function_runner.run set created_at = now() - interval '73 hours',
       ended_at = case when ended_at is null then null else now() - interval '73 hours' end
     where event ->> 'id' <> 'young'`,
  );
  const second = await startRunner({
    port: 0,
    databaseUrl: stage.databaseUrl,
    appUrl: stage.app.url,
    eventKey,
    signingKey,
    log: () => {},
  });
  await until(async () => ((await ids('event')).length === 1 ? true : undefined));
  expect(await ids('event')).toEqual(['young']);
  const runs = await until(async () => {
    const found = await stage.runsOf(fn);
    return found.length === 2 ? found : undefined;
  });
  expect(runs.map((run) => run.status).sort()).toEqual(['completed', 'running']);
  hold.resolve();
  await until(async () => {
    const found = await stage.runsOf(fn);
    return found.every((run) => run.status === 'completed') ? true : undefined;
  });
  await second.stop();
});

test('two runners on one database share the work, and a limit holds across both', async () => {
  let calls = 0;
  let busy = 0;
  let peak = 0;
  const three = Promise.withResolvers<void>();
  const fn = stage.client.createFunction(
    { id: 'shared', triggers: [{ event: 'shared' }], concurrency: 3 },
    ({ step }) =>
      step.run('work', async () => {
        calls += 1;
        busy += 1;
        peak = Math.max(peak, busy);
        if (busy === 3) three.resolve();
        await three.promise;
        busy -= 1;
      }),
  );
  await stage.serve(fn);
  const second = await startRunner({
    port: 0,
    databaseUrl: stage.databaseUrl,
    appUrl: stage.app.url,
    eventKey,
    signingKey,
    workers: 8,
    log: () => {},
  });
  await stage.client.send(Array.from({ length: 60 }, () => ({ name: 'shared' })));
  await stage.ended(fn, 60);
  expect(calls).toBe(60);
  expect(peak).toBe(3);
  await second.stop();
});
