// Proves what functions may rely on, through the stock SDK.
import { type InngestFunction, NonRetriableError, RetryAfterError } from 'inngest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventKey, type Stage, startStage, until } from './test-stage.ts';

describe.each(['http', 'connect'] as const)('over %s', (transport) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage({}, transport);
  });
  afterAll(() => stage.stop());

  /** A promise that a test resolves when it wants a step to go on. */
  function gate() {
    return Promise.withResolvers<void>();
  }

  const values = (runs: { result: unknown }[]) => runs.map((run) => run.result);

  test('a step that fails twice succeeds the third time; earlier steps run once', async () => {
    const calls: string[] = [];
    const fn = stage.client.createFunction(
      { id: 'retried', triggers: [{ event: 'retried' }], retries: 3 },
      async ({ step, event }) => {
        await step.run('first', () => calls.push('first'));
        return await step.run('second', () => {
          calls.push('second');
          if (calls.length < 4) throw new Error('not yet');
          return event.data;
        });
      },
    );
    await stage.serve(fn);
    await stage.client.send({ name: 'retried', data: { text: 'é\u0000\ud800', list: [1, null] } });
    const [run] = await stage.ended(fn);
    expect(run).toMatchObject({
      status: 'completed',
      result: { text: 'é\u0000\ufffd', list: [1, null] },
    });
    expect(calls).toEqual(['first', 'second', 'second', 'second']);
  });

  test('a function that keeps failing fails for good and tells onFailure why', async () => {
    let attempts = 0;
    const told: unknown[] = [];
    const fn = stage.client.createFunction(
      {
        id: 'doomed',
        triggers: [{ event: 'doomed' }],
        retries: 2,
        onFailure: ({ error, event, step }) =>
          step.run('note', () => {
            told.push([error.message, event.data.event.data, event.data.function_id]);
          }),
      },
      async ({ step }) => {
        await step.run('break', () => {
          attempts += 1;
          throw new Error('broken beyond repair');
        });
      },
    );
    await stage.serve(fn);
    await stage.client.send({ name: 'doomed', data: { mediaId: 'm1' } });
    const [run] = await stage.ended(fn);
    expect(run?.status).toBe('failed');
    expect(run?.error?.message).toBe('broken beyond repair');
    expect(attempts).toBe(3);
    const [note] = await until(() => (told.length > 0 ? told : undefined));
    expect(note).toEqual(['broken beyond repair', { mediaId: 'm1' }, 'app-doomed']);
  });

  test('a NonRetriableError ends at once; a caught step error lets the run go on', async () => {
    let attempts = 0;
    const fn = stage.client.createFunction(
      { id: 'final', triggers: [{ event: 'final' }] },
      async ({ step }) => {
        const caught = await step
          .run('no', () => {
            attempts += 1;
            throw new NonRetriableError('never');
          })
          .catch((error: Error) => error.message);
        return await step.run('yes', () => `after ${caught}`);
      },
    );
    await stage.serve(fn);
    await stage.client.send({ name: 'final' });
    expect(values(await stage.ended(fn))).toEqual(['after never']);
    expect(attempts).toBe(1);
  });

  test('a RetryAfterError decides when the next attempt is due', async () => {
    const startedAt: number[] = [];
    const fn = stage.client.createFunction(
      { id: 'later', triggers: [{ event: 'later' }], retries: 1 },
      () => {
        startedAt.push(Date.now());
        if (startedAt.length === 1) throw new RetryAfterError('busy', new Date(Date.now() + 300));
        return 'ok';
      },
    );
    await stage.serve(fn);
    await stage.client.send({ name: 'later' });
    expect(values(await stage.ended(fn))).toEqual(['ok']);
    const [first = 0, second = 0] = startedAt;
    expect(second - first).toBeGreaterThanOrEqual(290);
  });

  test('parallel steps overlap and each runs once', async () => {
    const both = gate();
    const running = new Set<string>();
    let calls = 0;
    const work = async (name: string) => {
      calls += 1;
      running.add(name);
      if (running.size === 2) both.resolve();
      await both.promise;
      return name;
    };
    const fn = stage.client.createFunction(
      { id: 'parallel', triggers: [{ event: 'parallel' }] },
      async ({ step }) => {
        const pair = await Promise.all([
          step.run('left', () => work('left')),
          step.run('right', () => work('right')),
        ]);
        return await step.run('join', () => pair.join('+'));
      },
    );
    await stage.serve(fn);
    await stage.client.send({ name: 'parallel' });
    expect(values(await stage.ended(fn))).toEqual(['left+right']);
    expect(calls).toBe(2);
  });

  test('raced steps: the run goes on with the first while the other still runs', async () => {
    const slow = gate();
    const order: string[] = [];
    const fn = stage.client.createFunction(
      { id: 'raced', triggers: [{ event: 'raced' }] },
      async ({ step, group }) => {
        const winner = await group.parallel(async () =>
          Promise.race([
            step.run('slow', () => slow.promise.then(() => 'slow')),
            step.run('fast', () => 'fast'),
          ]),
        );
        await step.run('after', () => {
          order.push(winner);
          slow.resolve();
        });
        return winner;
      },
    );
    await stage.serve(fn);
    await stage.client.send({ name: 'raced' });
    expect(values(await stage.ended(fn))).toEqual(['fast']);
    expect(order).toEqual(['fast']);
  });

  test('sleep and sleepUntil end when they should', async () => {
    const fn = stage.client.createFunction(
      { id: 'sleeper', triggers: [{ event: 'sleeper' }] },
      async ({ step }) => {
        const from = await step.run('from', () => Date.now());
        await step.sleepUntil('nap', new Date(from + 200));
        const between = await step.run('between', () => Date.now());
        await step.sleep('rest', '1s');
        const to = await step.run('to', () => Date.now());
        return [between - from, to - between];
      },
    );
    await stage.serve(fn);
    await stage.client.send({ name: 'sleeper' });
    const [run] = await stage.ended(fn);
    const [nap = 0, rest = 0] = (run?.result ?? []) as number[];
    expect(nap).toBeGreaterThanOrEqual(200);
    expect(rest).toBeGreaterThanOrEqual(1000);
  });

  test('invoke returns the result, throws the failure, and gives up after its timeout', async () => {
    const { client } = stage;
    const never = gate();
    const double = client.createFunction({ id: 'double', triggers: [] }, ({ event }) => {
      return (event.data as { number: number }).number * 2;
    });
    const broken = client.createFunction({ id: 'broken', triggers: [], retries: 0 }, () => {
      throw new Error('no luck');
    });
    const hanging = client.createFunction({ id: 'hanging', triggers: [] }, () => never.promise);
    const fn = client.createFunction(
      { id: 'caller', triggers: [{ event: 'caller' }] },
      async ({ step }) => {
        const message = (error: Error) => error.message;
        return [
          await step.invoke('a', { function: double, data: { number: 21 } }),
          await step.invoke('b', { function: broken }).catch(message),
          await step.invoke('c', { function: hanging, timeout: '1s' }).catch(message),
        ];
      },
    );
    await stage.serve(fn, double, broken, hanging);
    await client.send({ name: 'caller' });
    expect(values(await stage.ended(fn))).toEqual([
      [42, 'no luck', 'Timed out waiting for the invoked function'],
    ]);
    never.resolve();
  });

  test('waitForEvent takes the event that matches, and null when none comes', async () => {
    const fn = stage.client.createFunction(
      { id: 'waiter', triggers: [{ event: 'waiter' }] },
      async ({ step }) => {
        const approved = await step.waitForEvent('approval', {
          event: 'approved',
          timeout: '1h',
          if: 'event.data.id == async.data.id && async.data.stars > 3',
        });
        const missed = await step.waitForEvent('nothing', { event: 'approved', timeout: '1s' });
        return [approved?.data.by, missed];
      },
    );
    await stage.serve(fn);
    await stage.client.send({ name: 'waiter', data: { id: 7 } });
    await until(async () => (await countRows('wait where event_name is not null')) || undefined);
    await stage.client.send([
      { name: 'approved', data: { id: 8, stars: 5, by: 'other' } },
      { name: 'approved', data: { id: 7, stars: 3, by: 'low' } },
      { name: 'approved', data: { id: 7, stars: 4, by: 'right' } },
    ]);
    expect(values(await stage.ended(fn))).toEqual([['right', null]]);
  });

  test('step.sendEvent starts other functions, whose `if` picks the events', async () => {
    const sender = stage.client.createFunction(
      { id: 'sender', triggers: [{ event: 'send' }] },
      async ({ step }) =>
        await step.sendEvent('out', [
          { name: 'sent', data: { size: 1 } },
          { name: 'sent', data: { size: 2 } },
        ]),
    );
    const receiver = stage.client.createFunction(
      { id: 'receiver', triggers: [{ event: 'sent', if: 'event.data.size == 2' }] },
      ({ event }) => event.data.size,
    );
    await stage.serve(sender, receiver);
    await stage.client.send({ name: 'send' });
    expect(values(await stage.ended(receiver))).toEqual([2]);
    expect(await countRows(`event where name = 'sent' and routed_at is not null`)).toBe(2);
    expect(await stage.runsOf(receiver)).toHaveLength(1);
  });

  test('a concurrency key lets one step per key run at a time, and other keys beside it', async () => {
    const busy = new Map<string, number>();
    const peaks = new Map<string, number>();
    const together = gate();
    const fn = stage.client.createFunction(
      {
        id: 'limited',
        triggers: [{ event: 'limited' }],
        concurrency: { limit: 1, key: 'event.data.owner' },
      },
      async ({ event, step }) =>
        await step.run('work', async () => {
          const { owner } = event.data as { owner: string };
          busy.set(owner, (busy.get(owner) ?? 0) + 1);
          peaks.set(owner, Math.max(peaks.get(owner) ?? 0, busy.get(owner) ?? 0));
          if ((busy.get('a') ?? 0) > 0 && (busy.get('b') ?? 0) > 0) together.resolve();
          await together.promise;
          busy.set(owner, (busy.get(owner) ?? 0) - 1);
        }),
    );
    await stage.serve(fn);
    const owners = ['a', 'a', 'a', 'b', 'b'];
    await stage.client.send(owners.map((owner) => ({ name: 'limited', data: { owner } })));
    await stage.ended(fn, owners.length);
    expect(Object.fromEntries(peaks)).toEqual({ a: 1, b: 1 });
  });

  test('a rule for all and one per key hold together: a second owner begins beside a busy first', async () => {
    const begun: (string | undefined)[] = [];
    const held = gate();
    const fn = stage.client.createFunction(
      {
        id: 'fair',
        triggers: [{ event: 'fair' }],
        concurrency: [{ limit: 3 }, { key: 'event.data.owner', limit: 2 }],
      },
      async ({ event, step }) =>
        await step.run('work', async () => {
          begun.push((event.data as { owner?: string }).owner);
          await held.promise;
        }),
    );
    await stage.serve(fn);
    const send = (...owners: (string | undefined)[]) =>
      stage.client.send(
        owners.map((owner) => ({ name: 'fair', data: owner === undefined ? {} : { owner } })),
      );
    await send('a', 'a', 'a', 'a');
    await until(() => (begun.length === 2 ? true : undefined));
    await send('b', 'b');
    await until(() => (begun.length === 3 ? true : undefined));
    expect(begun).toEqual(['a', 'a', 'b']);
    held.resolve();
    await stage.ended(fn, 6);
  });

  test('without the value of its key, an event counts under the rule for all and under one more', async () => {
    let begun = 0;
    const both = gate();
    const fn = stage.client.createFunction(
      {
        id: 'ownerless',
        triggers: [{ event: 'ownerless' }],
        concurrency: [{ limit: 3 }, { key: 'event.data.owner', limit: 2 }],
      },
      async ({ step }) =>
        await step.run('work', async () => {
          begun += 1;
          if (begun === 2) both.resolve();
          await both.promise;
        }),
    );
    await stage.serve(fn);
    await stage.client.send([{ name: 'ownerless' }, { name: 'ownerless' }]);
    await stage.ended(fn, 2);
  });

  test('throttle lets its burst start and spaces the rest', async () => {
    const fn = stage.client.createFunction(
      {
        id: 'throttled',
        triggers: [{ event: 'throttled' }],
        throttle: { limit: 5, period: '50s', burst: 2, key: 'event.data.key' },
      },
      ({ event }) => event.data.key,
    );
    await stage.serve(fn);
    const keys = ['k', 'k', 'k', 'k', 'other'];
    await stage.client.send(keys.map((key) => ({ name: 'throttled', data: { key } })));
    expect(values(await stage.ended(fn, 3)).sort()).toEqual(['k', 'k', 'other']);
    const { rows } = await stage.pool.query(
      `select extract(epoch from job.available_at - run.created_at)::float8 as "delaySeconds"
     from function_runner.job join function_runner.run on run.id = job.run_id
     where job.function_id = 'app-throttled' order by job.id`,
    );
    expect(rows.map((row) => Math.round(row.delaySeconds))).toEqual([10, 20]);
    await stage.pool.query('update function_runner.job set available_at = now()');
    await wakeRunner();
    await stage.ended(fn, 5);
  });

  test('cancelOn ends the matching run between its steps, the other goes on', async () => {
    const inside = gate();
    const reached: string[] = [];
    const fn = stage.client.createFunction(
      {
        id: 'cancellable',
        triggers: [{ event: 'cancellable' }],
        cancelOn: [{ event: 'cancel', match: 'data.id' }],
      },
      async ({ event, step }) => {
        const { id } = event.data as { id: string };
        await step.run('one', () => {
          reached.push(`one ${id}`);
          return inside.promise;
        });
        await step.run('two', () => reached.push(`two ${id}`));
      },
    );
    await stage.serve(fn);
    await stage.client.send(['x', 'y'].map((id) => ({ name: 'cancellable', data: { id } })));
    await until(() => (reached.length === 2 ? true : undefined));
    await stage.client.send({ name: 'cancel', data: { id: 'x' } });
    const [cancelled] = await stage.ended(fn);
    expect(cancelled).toMatchObject({ status: 'cancelled' });
    inside.resolve();
    const runs = await stage.ended(fn, 2);
    expect(runs.map((run) => run.status).sort()).toEqual(['cancelled', 'completed']);
    expect(reached.slice(2)).toEqual(['two y']);
  });

  test('a cron trigger runs when its time has come, and is set for the next time', async () => {
    const fn = stage.client.createFunction(
      { id: 'nightly', triggers: [{ cron: 'TZ=Asia/Jakarta 30 2 * * *' }] },
      ({ event }) => event.name,
    );
    await stage.serve(fn);
    expect(await stage.runsOf(fn)).toEqual([]);
    await stage.pool.query('update function_runner.cron set next_at = now()');
    await wakeRunner();
    expect(values(await stage.ended(fn))).toEqual(['inngest/scheduled.timer']);
    const { rows } = await stage.pool.query('select next_at from function_runner.cron');
    expect(rows[0].next_at.toISOString()).toMatch(/T19:30:00.000Z$/);
  });

  test('an event id counts once in 24 hours', async () => {
    const fn = countingFunction('deduplicated', {});
    await stage.serve(fn);
    const event = { name: 'deduplicated', id: 'same', data: {} };
    expect((await stage.client.send([event, { ...event, id: 'other' }])).ids).toEqual([
      'same',
      'other',
    ]);
    await stage.ended(fn, 2);
    expect((await stage.client.send(event)).ids).toEqual(['same']);
    await flush();
    expect(await stage.runsOf(fn)).toHaveLength(2);
    await stage.pool.query(
      `update function_runner.event set received_at = now() - interval '25 hours' where id = 'same'`,
    );
    await stage.client.send(event);
    await stage.ended(fn, 3);
  });

  test('an idempotency key starts one run; singleton keeps or replaces the living one', async () => {
    const once = countingFunction('once', { idempotency: 'event.data.id' });
    const hold = gate();
    const skipping = stage.client.createFunction(
      { id: 'skip', triggers: [{ event: 'held' }], singleton: { mode: 'skip' } },
      ({ step }) => step.run('hold', () => hold.promise),
    );
    const replacing = stage.client.createFunction(
      { id: 'replace', triggers: [{ event: 'held' }], singleton: { mode: 'cancel' } },
      ({ step }) => step.run('hold', () => hold.promise),
    );
    await stage.serve(once, skipping, replacing);
    await stage.client.send(['a', 'a', 'b'].map((id) => ({ name: 'once', data: { id } })));
    await stage.client.send({ name: 'held' });
    await stage.client.send({ name: 'held' });
    await flush();
    hold.resolve();
    expect(await stage.ended(once, 2)).toHaveLength(2);
    expect(await stage.ended(skipping)).toHaveLength(1);
    const replaced = await stage.ended(replacing, 2);
    expect(replaced.map((run) => run.status)).toEqual(['cancelled', 'completed']);
    expect(await stage.runsOf(once)).toHaveLength(2);
  });

  test('timeouts cancel a run that starts or finishes too late', async () => {
    const hold = gate();
    const fn = stage.client.createFunction(
      {
        id: 'hurried',
        triggers: [{ event: 'hurried' }],
        timeouts: { start: '1s', finish: '1s' },
        concurrency: { limit: 1 },
      },
      ({ step }) => step.run('hold', () => hold.promise),
    );
    await stage.serve(fn);
    await stage.client.send([{ name: 'hurried' }, { name: 'hurried' }]);
    const runs = await stage.ended(fn, 2);
    expect(runs.map((run) => run.error?.message).sort()).toEqual([
      'Exceeded timeouts.finish',
      'Exceeded timeouts.start',
    ]);
    hold.resolve();
  });

  test('a step output above 4 MiB, step 1001 and an unsupported step fail the run and say so', async () => {
    const big = stage.client.createFunction(
      { id: 'big', triggers: [{ event: 'limits' }] },
      ({ step }) => step.run('too much', () => 'x'.repeat(4 * 1024 * 1024)),
    );
    const signal = stage.client.createFunction(
      { id: 'signal', triggers: [{ event: 'limits' }] },
      ({ step }) => step.waitForSignal('s', { signal: 's', timeout: '1m', onConflict: 'fail' }),
    );
    const many = stage.client.createFunction(
      { id: 'many', triggers: [{ event: 'limits' }] },
      ({ step }) => Promise.all(Array.from({ length: 1001 }, (_, i) => step.run(`${i}`, () => i))),
    );
    await stage.serve(big, signal, many);
    await stage.client.send({ name: 'limits' });
    expect((await stage.ended(big))[0]?.error?.message).toMatch(/"too much" returned .* 4 MiB/);
    expect((await stage.ended(many))[0]?.error?.message).toMatch(/1000 steps/);
    expect((await stage.ended(signal))[0]?.error?.message).toMatch(
      /WaitForSignal is not supported/,
    );
  });

  test('events reach their function, and steps follow each other, within milliseconds', async () => {
    const marks: number[] = [];
    const fn = stage.client.createFunction(
      { id: 'quick', triggers: [{ event: 'quick' }] },
      async ({ step }) => {
        for (let index = 0; index < 10; index += 1) {
          await step.run(`step ${index}`, () => marks.push(performance.now()));
        }
      },
    );
    await stage.serve(fn);
    const sentAt = performance.now();
    await stage.client.send({ name: 'quick' });
    await stage.ended(fn);
    const first = (marks[0] ?? 0) - sentAt;
    const each = ((marks.at(-1) ?? 0) - (marks[0] ?? 0)) / 9;
    // Far above what is usual, so that a busy machine does not fail it; polling would.
    expect(first).toBeLessThan(2000);
    expect(each).toBeLessThan(500);
  });

  function countingFunction(id: string, options: { idempotency?: string }): InngestFunction.Any {
    return stage.client.createFunction({ id, triggers: [{ event: id }], ...options }, () => id);
  }

  async function countRows(fromWhere: string): Promise<number> {
    const { rows } = await stage.pool.query(
      `select count(*)::int as count from function_runner.${fromWhere}`,
    );
    return rows[0].count;
  }

  /** Makes the runner look at its tables, which a test has changed. */
  async function wakeRunner(): Promise<void> {
    await fetch(`${stage.runnerUrl}/e/${eventKey}`, { method: 'POST', body: '[]' });
  }

  /** Waits until every event so far is routed. */
  async function flush(): Promise<void> {
    await until(async () =>
      (await countRows('event where routed_at is null')) ? undefined : true,
    );
  }
});
