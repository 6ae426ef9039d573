import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { cronProblem } from '#lib/embedded/functions/cron.ts';
import { runSweep, type Sweep } from '#lib/ports/sweep.ts';
import { oldHistory } from '#lib/ports/sweep-history.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { sweeps } from '../sweeps.ts';
import { sweepFunction, sweepInSteps } from './sweep.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld({ TZ: 'Europe/Paris' });
});
afterAll(() => world.close());
beforeEach(() => world.db.auditEntry.deleteMany());

/** An event server that remembers what steps answered; `lost` answers are asked for once more. */
function server(lost: string[] = []) {
  const remembered = new Map<string, unknown>();
  const calls: string[] = [];
  const run = async (id: string, work: () => unknown) => {
    if (remembered.has(id)) return remembered.get(id);
    calls.push(id);
    const answer = (await work()) ?? null;
    if (lost.splice(0, lost.length, ...lost.filter((name) => name !== id)).includes(id)) {
      throw new Error('the worker was killed');
    }
    remembered.set(id, answer);
    return answer;
  };
  return { calls, step: { run } as unknown as Parameters<typeof sweepInSteps>[2] };
}

/** Three batches of ten things. */
const thirty: Sweep = {
  name: 'thirty',
  async batch(_ports, { after }) {
    const next = String(Number(after) + 1);
    return { counts: { things: 10, failed: 0 }, next: next === '3' ? null : next };
  },
};
const rows = () => world.db.auditEntry.findMany({ where: { action: 'sweep' } });

test('every sweep has a name of its own and a schedule that event servers take, by the clock of TZ', () => {
  const ids = sweeps.map((sweep) => sweepFunction(sweep).id('cutroom'));
  expect(new Set(ids).size).toBe(sweeps.length);
  for (const sweep of sweeps) {
    const [trigger] = sweepFunction(sweep).opts.triggers ?? [];
    const { cron = '' } = trigger as { cron?: string };
    expect(cron).toMatch(/^TZ=Europe\/Paris /);
    expect(cronProblem(cron)).toBeUndefined();
  }
});

test('batches follow each other, and one row tells of all of them', async () => {
  const { step, calls } = server();
  expect(await sweepInSteps(thirty, 'run-1', step)).toEqual({ things: 30, failed: 0 });
  expect(calls).toEqual(['batch-1', 'batch-2', 'batch-3', 'record']);
  expect(await rows()).toMatchObject([
    { id: 'run-1', actorId: null, details: { name: 'thirty', things: 30, failed: 0 } },
  ]);
});

test('a sweep that is killed goes on where it was, and is told of once', async () => {
  const { step, calls } = server(['record']);
  await expect(sweepInSteps(thirty, 'run-2', step)).rejects.toThrow('killed');
  expect(await sweepInSteps(thirty, 'run-2', step)).toEqual({ things: 30, failed: 0 });
  expect(calls).toEqual(['batch-1', 'batch-2', 'batch-3', 'record', 'record']);
  expect(await rows()).toHaveLength(1);
});

test('one that breaks off tells what it had done', async () => {
  const breaking: Sweep = {
    name: 'breaking',
    batch: (ports, at) =>
      at.after === '1' ? Promise.reject(new Error('away')) : thirty.batch(ports, at),
  };
  await expect(sweepInSteps(breaking, 'run-3', server().step)).rejects.toThrow('away');
  expect(await rows()).toMatchObject([{ details: { name: 'breaking', things: 10 } }]);
});

test('all of them find nothing to do in an empty studio, and say nothing of it', async () => {
  for (const sweep of sweeps) {
    for (const count of Object.values(await runSweep(sweep, world.ports))) expect(count).toBe(0);
  }
  expect(await rows()).toEqual([]);
});

test('history goes after three days, but what a run under way is known by', async () => {
  const { id: ownerId } = await world.addUser();
  const media = await world.db.media.create({
    data: {
      ...{ ownerId, type: 'video', purpose: 'media.video', mimeType: 'video/mp4' },
      ...{ storageKey: crypto.randomUUID(), fileName: 'a.mp4', byteSize: 1, generation: 2 },
      status: 'processing',
    },
  });
  const event = (generation: number) => ({
    ...{ id: `media-uploaded-${media.id}-${generation}`, name: 'media/uploaded' },
    ...{ data: { mediaId: media.id, generation }, deliveredAt: world.ports.now() },
  });
  await world.db.outboxEvent.createMany({ data: [event(1), event(2)] });
  await world.db.outboxEvent.create({ data: { id: 'waiting', name: 'x', data: {} } });
  await world.db.rateLimit.createMany({
    data: [
      { key: 'over', hits: 1, expiresAt: new Date(0) },
      { key: 'lasts', hits: 1, expiresAt: new Date(Date.now() + 3_600_000) },
    ],
  });
  world.passHours(71);
  expect(await runSweep(oldHistory, world.ports, true)).toEqual({
    events: 0,
    rateLimits: 1,
    keptAnswers: 0,
  });
  world.passHours(2);
  expect(await runSweep(oldHistory, world.ports, true)).toEqual({
    events: 1,
    rateLimits: 1,
    keptAnswers: 0,
  });
  expect(await runSweep(oldHistory, world.ports)).toEqual({
    events: 1,
    rateLimits: 1,
    keptAnswers: 0,
  });
  const left = await world.db.outboxEvent.findMany({ orderBy: { id: 'asc' } });
  expect(left.map(({ id }) => id)).toEqual([event(2).id, 'waiting']);
  expect(await world.db.rateLimit.findMany()).toMatchObject([{ key: 'lasts' }]);
});
