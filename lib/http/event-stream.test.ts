import { expect, test, vi } from 'vitest';
import { createTestWorld } from '#lib/testing/test-world.ts';
import { eventStream } from './event-stream.ts';

const request = new Request('http://studio.example/api/media/1/events');
const event = { id: '1', name: 'progress', data: { progress: 0.5 } };

test('a reader who leaves ends the source, also while it waits for news', async () => {
  const ended = Promise.withResolvers<void>();
  const answer = await eventStream(async function* (signal) {
    try {
      yield [event];
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    } finally {
      ended.resolve();
    }
  }, request);
  await answer.body?.cancel();
  await ended.promise;
});

test('a process that is to end closes its streams, so that readers come back elsewhere', async () => {
  const process = new AbortController();
  vi.stubGlobal('cutroomStopping', process.signal);
  const answer = await eventStream(async function* (signal) {
    yield [event];
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    yield [event];
  }, request);
  process.abort();
  const body = await answer.text();
  expect(body.match(/event: progress/g)).toHaveLength(1);
  vi.unstubAllGlobals();
});

test('what goes wrong after the first event ends the answer', async () => {
  const world = await createTestWorld();
  const answer = await eventStream(async function* () {
    yield [event];
    throw new Error('the database went away');
  }, request);
  expect(await answer.text()).toBe(
    'retry: 2000\n\nid: 1\nevent: progress\ndata: {"progress":0.5}\n\n',
  );
  await world.close();
});

test('what goes wrong before it is an ordinary error', async () => {
  const refuse = async function* () {
    yield* [];
    throw new Error('no such media');
  };
  await expect(eventStream(refuse, request)).rejects.toThrow('no such media');
});
