// What the functions rely on, as one suite for every event server: the stand-in, and whichever is named.
import { randomUUID } from 'node:crypto';
import { Inngest, type InngestFunction, NonRetriableError, RetryAfterError } from 'inngest';
import { ConnectionState, connect, type WorkerConnection } from 'inngest/connect';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';

export type EventServer = {
  baseUrl: string;
  eventKey: string;
  signingKey: string;
  isDev?: boolean;
  close?: () => Promise<void>;
};

export type Extent = {
  /** A server for development takes any key. */
  withKeys: boolean;
  /** A schedule has no finer grain than a minute: as long as that takes. */
  withSchedules: boolean;
  /** One step that takes longer than any request usually may. */
  longStepMinutes: number;
};

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const patience = { timeout: 60_000, interval: 50 };
/** Sooner than a server's own table of delays. */
const soon = () => new RetryAfterError('not yet', '1s');

/** Runs the suite against the server that `open` gives. Functions come by workers that connect. */
export function describeInngest(
  name: string,
  open: () => Promise<EventServer>,
  { withKeys, withSchedules, longStepMinutes }: Extent,
): void {
  describe(name, () => {
    let server: EventServer;
    let client: Inngest;
    const connections: WorkerConnection[] = [];

    beforeAll(async () => {
      server = await open();
    });
    afterEach(async () => {
      await Promise.all(connections.splice(0).map((connection) => connection.close()));
    });
    afterAll(() => server.close?.());

    /** An app that nobody else on that server has. */
    function newApp(): Inngest {
      const { baseUrl, eventKey, signingKey, isDev = false } = server;
      const id = `contract-${randomUUID()}`;
      client = new Inngest({ id, baseUrl, eventKey, signingKey, isDev, logger: silent });
      return client;
    }

    async function startWorker(...functions: InngestFunction.Any[]): Promise<WorkerConnection> {
      const connection = await connect({
        apps: [{ client, functions }],
        ...{ instanceId: randomUUID(), maxWorkerConcurrency: 8 },
        ...{ handleShutdownSignals: [], isolateExecution: false },
      });
      connections.push(connection);
      await vi.waitUntil(() => connection.state === ConnectionState.ACTIVE, patience);
      return connection;
    }

    /** An event name of this test alone. */
    const newEvent = () => `contract/${randomUUID()}`;
    const noted = (notes: unknown[], count: number) =>
      vi.waitUntil(() => notes.length >= count, patience);

    test('an event starts its function; steps run once each, in order, and hand on what they made', async () => {
      const [app, event, calls] = [newApp(), newEvent(), [] as unknown[]];
      const fn = app.createFunction({ id: 'steps', triggers: [{ event }] }, async (call) => {
        const one = await call.step.run('one', () => {
          calls.push('one');
          return Number(call.event.data.value);
        });
        const two = await call.step.run('two', () => {
          calls.push('two');
          return one + 1;
        });
        const both = await Promise.all([
          call.step.run('left', () => two * 10),
          call.step.run('right', () => two * 100),
        ]);
        await call.step.run('end', () => calls.push(both));
      });
      await startWorker(fn);
      await app.send({ name: event, data: { value: 1 } });
      await noted(calls, 3);
      expect(calls).toEqual(['one', 'two', [20, 200]]);
    });

    test('a step that fails is tried again, and only that one', async () => {
      const [app, event, calls] = [newApp(), newEvent(), [] as string[]];
      const fn = app.createFunction(
        { id: 'retries', triggers: [{ event }], retries: 3 },
        async ({ step, attempt }) => {
          await step.run('before', () => void calls.push('before'));
          await step.run('shaky', () => {
            calls.push(`shaky ${attempt}`);
            if (attempt < 2) throw soon();
          });
          await step.run('after', () => void calls.push('after'));
        },
      );
      await startWorker(fn);
      await app.send({ name: event });
      await noted(calls, 5);
      expect(calls).toEqual(['before', 'shaky 0', 'shaky 1', 'shaky 2', 'after']);
    });

    test.each([
      { how: 'in a step whose tries are used up', permanent: false, inStep: true, tries: 2 },
      { how: 'in a step, for good', permanent: true, inStep: true, tries: 1 },
      { how: 'outside of a step, for good', permanent: true, inStep: false, tries: 1 },
    ])('a function that fails $how tells onFailure why, once', async (row) => {
      const [app, event] = [newApp(), newEvent()];
      const [failures, tries] = [[] as unknown[], [] as number[]];
      const fail = (attempt: number) => {
        tries.push(attempt);
        throw row.permanent ? new NonRetriableError('not yet') : soon();
      };
      const fn = app.createFunction(
        {
          ...{ id: 'fails', triggers: [{ event }], retries: 1 },
          onFailure: ({ event: failed, error }) => {
            failures.push([failed.data.event.data.value, error.message]);
          },
        },
        async ({ step, attempt }) => {
          if (row.inStep) await step.run('fails', () => fail(attempt));
          else fail(attempt);
        },
      );
      await startWorker(fn);
      await app.send({ name: event, data: { value: 7 } });
      await noted(failures, 1);
      expect(failures).toEqual([[7, 'not yet']]);
      expect(tries).toHaveLength(row.tries);
    });

    test('cancelOn ends the run that matches, between its steps; the other goes on', async () => {
      const [app, event, cancel] = [newApp(), newEvent(), newEvent()];
      const [begun, ended] = [[] as unknown[], [] as unknown[]];
      const fn = app.createFunction(
        {
          ...{ id: 'cancelled', triggers: [{ event }] },
          cancelOn: [{ event: cancel, if: 'event.data.id == async.data.id' }],
        },
        async ({ step, event: { data } }) => {
          await step.run('begin', () => void begun.push(data.id));
          await step.sleep('a while', '3s');
          await step.run('end', () => void ended.push(data.id));
        },
      );
      await startWorker(fn);
      await app.send([
        { name: event, data: { id: 'a' } },
        { name: event, data: { id: 'b' } },
      ]);
      await noted(begun, 2);
      await app.send({ name: cancel, data: { id: 'a' } });
      await noted(ended, 1);
      // Whatever was to follow has followed before a run that began later is over.
      await app.send({ name: event, data: { id: 'c' } });
      await noted(ended, 2);
      expect(ended).toEqual(['b', 'c']);
    });

    test('no more steps than the limit of a key run at once, and those of another key beside them', async () => {
      const [app, event] = [newApp(), newEvent()];
      const running = new Map<string, number>();
      const most = new Map<string, number>();
      const ended: string[] = [];
      let isOpen = false;
      const fn = app.createFunction(
        {
          ...{ id: 'limited', triggers: [{ event }] },
          concurrency: { limit: 1, key: 'event.data.owner' },
        },
        async ({ event: { data } }) => {
          running.set(data.owner, (running.get(data.owner) ?? 0) + 1);
          most.set(data.owner, Math.max(most.get(data.owner) ?? 0, running.get(data.owner) ?? 0));
          await vi.waitUntil(() => isOpen, patience);
          running.set(data.owner, (running.get(data.owner) ?? 0) - 1);
          ended.push(data.owner);
        },
      );
      await startWorker(fn);
      const owners = ['a', 'a', 'a', 'b'];
      await app.send(owners.map((owner) => ({ name: event, data: { owner } })));
      await vi.waitUntil(() => running.get('a') === 1 && running.get('b') === 1, patience);
      isOpen = true;
      await noted(ended, 4);
      expect(Object.fromEntries(most)).toEqual({ a: 1, b: 1 });
    });

    test('an event counts once, however often its id is sent', async () => {
      const [app, event, calls] = [newApp(), newEvent(), [] as unknown[]];
      const fn = app.createFunction({ id: 'once', triggers: [{ event }] }, (call) => {
        calls.push(call.event.data.value);
      });
      await startWorker(fn);
      const id = randomUUID();
      await app.send({ id, name: event, data: { value: 'first' } });
      await noted(calls, 1);
      await app.send({ id, name: event, data: { value: 'again' } });
      await app.send({ name: event, data: { value: 'last' } });
      await vi.waitUntil(() => calls.includes('last'), patience);
      expect(calls).toEqual(['first', 'last']);
    });

    test('a worker that ends finishes what it has; another one goes on with the next step', async () => {
      const [app, event] = [newApp(), newEvent()];
      const calls: string[] = [];
      const door = Promise.withResolvers<void>();
      const functionOf = (worker: string) =>
        app.createFunction({ id: 'handed-on', triggers: [{ event }] }, async ({ step }) => {
          await step.run('held', async () => {
            calls.push(`held by ${worker}`);
            await door.promise;
          });
          await step.run('next', () => void calls.push(`next by ${worker}`));
        });
      const first = await startWorker(functionOf('the first'));
      await app.send({ name: event });
      await noted(calls, 1);
      await startWorker(functionOf('the second'));
      const isGone = first.close();
      door.resolve();
      await isGone;
      await noted(calls, 2);
      expect(calls).toEqual(['held by the first', 'next by the second']);
    });

    const keysAreChecked = async () => {
      const headers = { authorization: `Bearer signkey-test-${'0'.repeat(64)}` };
      const url = new URL('/v0/connect/start', server.baseUrl);
      const answer = await fetch(url, { method: 'POST', headers });
      expect(answer.status).toBe(401);
    };
    if (withKeys) test('who has another signing key is not let in', keysAreChecked);

    const scheduleIsKept = async () => {
      const [app, calls] = [newApp(), [] as unknown[]];
      const fn = app.createFunction(
        { id: 'minutely', triggers: [{ cron: '* * * * *' }] },
        () => void calls.push('a minute'),
      );
      await startWorker(fn);
      await vi.waitUntil(() => calls.length > 0, { ...patience, timeout: 150_000 });
    };
    if (withSchedules) test('a schedule is kept', scheduleIsKept, 200_000);

    const longStepIsWaitedFor = async () => {
      const [app, event, calls] = [newApp(), newEvent(), [] as string[]];
      const fn = app.createFunction({ id: 'long', triggers: [{ event }] }, async ({ step }) => {
        await step.run('long', async () => {
          calls.push('begun');
          await new Promise((resolve) => setTimeout(resolve, longStepMinutes * 60_000));
          calls.push('done');
        });
        await step.run('after', () => void calls.push('after'));
      });
      await startWorker(fn);
      await app.send({ name: event });
      const timeout = (longStepMinutes + 2) * 60_000;
      await vi.waitUntil(() => calls.includes('after'), { ...patience, timeout });
      expect(calls).toEqual(['begun', 'done', 'after']);
    };
    if (longStepMinutes > 0) {
      const limitMs = (longStepMinutes + 3) * 60_000;
      test('a step may take long, and is not called twice meanwhile', longStepIsWaitedFor, limitMs);
    }
  });
}
