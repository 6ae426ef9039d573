// Proves that an app that goes away costs no attempt, and that lost or stale answers do no harm.
import http from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePort } from '../processes/free-port.ts';
import {
  isReachable,
  register,
  type Stage,
  startApp,
  startStage,
  type TestApp,
  until,
} from './test-stage.ts';

let stage: Stage;
let replacement: TestApp | undefined;
beforeEach(async () => {
  stage = await startStage();
});
afterEach(async () => {
  await replacement?.close();
  replacement = undefined;
  await stage.stop();
});

async function jobs() {
  const { rows } = await stage.pool.query(
    'select step_id, attempt, interruptions, lease from function_runner.job order by id',
  );
  return rows;
}

test('events wait for an app that is down and run when it is back, at their first attempt', async () => {
  const fn = stage.client.createFunction(
    { id: 'patient', triggers: [{ event: 'patient' }], retries: 0 },
    ({ attempt }) => ({ attempt }),
  );
  await stage.serve(fn);
  const { port } = stage.app;
  await stage.app.close();
  await stage.client.send({ name: 'patient' });
  const waiting = await until(async () => {
    const [job] = (await isReachable(stage.runnerUrl)) ? [] : await jobs();
    return job?.lease === null ? job : undefined;
  });
  expect(waiting).toMatchObject({ attempt: 0, interruptions: 0 });
  replacement = await startApp(stage.client, port);
  replacement.use([fn]);
  expect(await stage.ended(fn)).toMatchObject([{ status: 'completed', result: { attempt: 0 } }]);
});

test('an app that dies inside a step is called again for that step, not for those before', async () => {
  const calls: string[] = [];
  const inside = Promise.withResolvers<void>();
  const fn = stage.client.createFunction(
    { id: 'survivor', triggers: [{ event: 'survivor' }], retries: 0 },
    async ({ step }) => {
      await step.run('before', () => calls.push('before'));
      return await step.run('during', async () => {
        calls.push('during');
        inside.resolve();
        if (calls.length === 2) await new Promise(() => {});
        return 'done';
      });
    },
  );
  await stage.serve(fn);
  const { port } = stage.app;
  await stage.client.send({ name: 'survivor' });
  await inside.promise;
  await stage.app.close();
  await until(async () => ((await jobs())[0]?.interruptions === 1 ? true : undefined));
  replacement = await startApp(stage.client, port);
  replacement.use([fn]);
  expect(await stage.ended(fn)).toMatchObject([{ status: 'completed', result: 'done' }]);
  expect(calls).toEqual(['before', 'during', 'during']);
});

test('a stranger on the port of the app is not believed', async () => {
  const fn = stage.client.createFunction(
    { id: 'careful', triggers: [{ event: 'careful' }], retries: 0 },
    () => 'from the app',
  );
  await stage.serve(fn);
  const { port } = stage.app;
  await stage.app.close();
  let calls = 0;
  const stranger = http.createServer((request, response) => {
    if (request.method === 'POST') calls += 1;
    response.end(JSON.stringify('from a stranger'));
  });
  await new Promise<void>((resolve) => stranger.listen(port, '127.0.0.1', resolve));
  await stage.client.send({ name: 'careful' });
  await until(() => (calls > 0 ? true : undefined));
  stranger.closeAllConnections();
  await new Promise((resolve) => stranger.close(resolve));
  replacement = await startApp(stage.client, port);
  replacement.use([fn]);
  expect(await stage.ended(fn)).toMatchObject([{ result: 'from the app' }]);
});

test('an answer that comes after its lease was lost is not committed', async () => {
  const answers = ['stale', 'fresh'];
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let calls = 0;
  const fn = stage.client.createFunction(
    { id: 'fenced', triggers: [{ event: 'fenced' }] },
    ({ step }) =>
      step.run('slow', async () => {
        const call = calls;
        calls += 1;
        await gates[call]?.promise;
        return answers[call];
      }),
  );
  await stage.serve(fn);
  await stage.client.send({ name: 'fenced' });
  await until(() => (calls === 1 ? true : undefined));
  // As if this runner had been silent for too long and another one had freed the job.
  await stage.pool.query(
    'update function_runner.job set lease = null, runner_id = null, available_at = now()',
  );
  await register(stage.app);
  await until(() => (calls === 2 ? true : undefined));
  gates[0]?.resolve();
  await until(() => stage.logged.find((line) => /no longer holds/.test(line)));
  const steps = await stage.pool.query('select from function_runner.step');
  expect(steps.rowCount).toBe(0);
  gates[1]?.resolve();
  expect(await stage.ended(fn)).toMatchObject([{ status: 'completed', result: 'fresh' }]);
});

test('a step whose lease ran out while the database was away is not called a second time', async () => {
  const gate = Promise.withResolvers<void>();
  let calls = 0;
  const fn = stage.client.createFunction(
    { id: 'long', triggers: [{ event: 'long' }], concurrency: { limit: 1 } },
    ({ step }) =>
      step.run('slow', async () => {
        calls += 1;
        await gate.promise;
        return 'done';
      }),
  );
  await stage.serve(fn);
  await stage.client.send({ name: 'long' });
  await until(() => (calls === 1 ? true : undefined));
  await stage.pool.query(
    "update function_runner.job set available_at = now() - interval '1 minute'",
  );
  // Another one of the function waits: it has to go on waiting, too.
  await stage.client.send({ name: 'long' });
  await register(stage.app);
  await until(async () => {
    const sql = 'select from function_runner.job where lease is not null and available_at > now()';
    return (await stage.pool.query(sql)).rowCount === 1 ? true : undefined;
  });
  expect(calls).toBe(1);
  gate.resolve();
  expect(await stage.ended(fn, 2)).toMatchObject([{ result: 'done' }, { result: 'done' }]);
  expect(calls).toBe(2);
});

test('events sent before the app was ever there start its functions once it is', async () => {
  const port = await freePort();
  const early = await startStage({ appUrl: `http://127.0.0.1:${port}/api/inngest` });
  const fn = early.client.createFunction({ id: 'new', triggers: [{ event: 'new' }] }, () => 'ran');
  await early.client.send({ name: 'new' });
  replacement = await startApp(early.client, port);
  replacement.use([fn]);
  expect(await early.ended(fn)).toMatchObject([{ status: 'completed', result: 'ran' }]);
  await early.stop();
});
