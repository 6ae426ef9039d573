// The queue alone: events it takes, runs it completes, what a step costs.
import { availableParallelism } from 'node:os';
import { type BareQueue, type QueuedEvent, startBareQueue } from './bare-queue.ts';
import { type Figure, median, overheadFigure, secondsSince } from './figures.ts';
import { forEachInLanes } from './lanes.ts';
import type { Stage } from './stage.ts';

const events = 2000;
const sendersAtOnce = 16;
/** What the outbox hands on in one request. */
const eventsInRequest = 100;
const runs = 500;
/** Step calls the runner has under way at once. */
const callsAtOnce = 2 * availableParallelism();
const steps = 50;
const rounds = 3;

/** The floor of each is as many bare HTTP calls to the worker, each with one durable row in Postgres. */
export async function benchJobsSpeed({ app }: Stage): Promise<Figure[]> {
  const queue = await startBareQueue(app.variables);
  try {
    return [...(await acceptedFigures(queue)), await runsFigure(queue), await stepFigure(queue)];
  } finally {
    await queue.close();
  }
}

async function acceptedFigures(queue: BareQueue): Promise<Figure[]> {
  const unheard: QueuedEvent = { name: 'bench/unheard', data: { text: 'x'.repeat(200) } };
  const batch = Array.from({ length: eventsInRequest }, () => unheard);
  const single = await medianOf(
    () => many(events, sendersAtOnce, () => queue.send([unheard])),
    queue,
  );
  const inBatches = await medianOf(
    () => many(events / eventsInRequest, sendersAtOnce, () => queue.send(batch)),
    queue,
  );
  const floor = await medianOf(() => many(events, sendersAtOnce, queue.callAndInsert), queue);
  const floorRate = `call and row: ${rate(events, floor)}`;
  return [
    {
      what: `events accepted, one in a request, ${sendersAtOnce} requests at once`,
      measured: rate(events, single),
      against: floorRate,
      ratio: floor / single,
    },
    {
      what: `events accepted, ${eventsInRequest} in a request, as the outbox sends them`,
      measured: rate(events, inBatches),
      against: floorRate,
      ratio: floor / inBatches,
    },
  ];
}

async function runsFigure(queue: BareQueue): Promise<Figure> {
  const batch = Array.from({ length: eventsInRequest }, () => ({
    name: 'bench/nothing',
    data: {},
  }));
  const seconds = await medianOf(
    () =>
      timed(async () => {
        for (let sent = 0; sent < runs; sent += eventsInRequest) await queue.send(batch);
        await queue.completed('bench-nothing', runs);
      }),
    queue,
  );
  const floor = await medianOf(() => many(runs, callsAtOnce, queue.callAndInsert), queue);
  return {
    what: `runs completed, of ${runs} sent at once: event, call, result`,
    measured: rate(runs, seconds),
    against: `call and row, ${callsAtOnce} at once: ${rate(runs, floor)}`,
    ratio: floor / seconds,
  };
}

async function stepFigure(queue: BareQueue): Promise<Figure> {
  const seconds = await medianOf(
    () =>
      timed(async () => {
        await queue.send([{ name: 'bench/steps', data: { steps } }]);
        await queue.completed('bench-steps', 1);
      }),
    queue,
  );
  const floor = await medianOf(() => many(steps, 1, queue.callAndInsert), queue);
  const {
    aim: _,
    isMet: __,
    ...figure
  } = overheadFigure({
    what: `one step, of ${steps} one after the other in one run`,
    seconds: seconds / steps,
    floor: 'call and row',
    floorSeconds: floor / steps,
    atMost: Number.POSITIVE_INFINITY,
  });
  return figure;
}

async function medianOf(measure: () => Promise<number>, queue: BareQueue): Promise<number> {
  const seconds: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    await queue.forget();
    seconds.push(await measure());
  }
  return median(seconds);
}

function many(count: number, atOnce: number, work: () => Promise<void>): Promise<number> {
  return timed(() => forEachInLanes(Array.from({ length: count }), atOnce, work));
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return secondsSince(startedAt);
}

function rate(count: number, seconds: number): string {
  return `${(count / seconds).toFixed(0)} a second`;
}
