import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { MediaWatcher } from '../media-events.ts';
import { FakeServer, faults } from './fake-server.ts';
import type { Connectivity } from './retrying.ts';
import { sentBytes, type Upload } from './upload.ts';
import { UploadEngine } from './upload-engine.ts';

let server: FakeServer;
let engine: UploadEngine;
let watchers: Map<string, MediaWatcher>;
let isOnline: boolean;
let goOnline: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeServer().listen();
  watchers = new Map();
  isOnline = true;
  const connectivity: Connectivity = {
    isOnline: () => isOnline,
    untilOnline: () =>
      new Promise((resolve) => {
        goOnline = () => {
          isOnline = true;
          resolve();
        };
      }),
  };
  engine = new UploadEngine({
    transport: server.transport,
    connectivity,
    random: () => 1,
    watch: (id, watcher) => {
      watchers.set(id, watcher);
      return () => watchers.delete(id);
    },
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function drop(size: number, name = 'film.mp4'): string {
  const file = new File([new Uint8Array(size).map((_, index) => index)], name, {
    type: 'video/mp4',
  });
  return engine.add({ file, purpose: 'film.video', slot: 'film:new:video', page: '/films/new' });
}

function find(id: string): Upload {
  const upload = engine.snapshot().find((each) => each.id === id);
  if (!upload) throw new Error('no such upload');
  return upload;
}

/** Lets fake time pass until the upload is in one of the states. */
async function until(id: string, ...names: Upload['state']['name'][]): Promise<Upload> {
  for (let step = 0; step < 30_000; step += 1) {
    if (names.includes(find(id).state.name)) return find(id);
    await vi.advanceTimersByTimeAsync(10);
  }
  throw new Error(`stays ${find(id).state.name}`);
}

/** Every state an upload goes through, without repeats. */
function trace(id: string): string[] {
  const names: string[] = [];
  engine.subscribe(() => {
    const name = engine.snapshot().find((each) => each.id === id)?.state.name;
    if (name && names.at(-1) !== name) names.push(name);
  });
  return names;
}

test('a small file goes in one PUT with the headers of the ticket, then is checked and watched', async () => {
  const id = drop(16);
  const names = trace(id);
  await until(id, 'processing');
  expect(server.puts).toHaveLength(1);
  expect(server.puts[0]?.headers).toMatchObject({ 'content-type': 'video/mp4' });
  expect(find(id).mediaId).toBe('m-u1');
  watchers.get('m-u1')?.onEvent({
    status: 'processing',
    progress: 0.5,
    stage: 'encode',
    failure: null,
  });
  expect(find(id).state).toEqual({ name: 'processing', progress: 0.5, stage: 'encode' });
  watchers.get('m-u1')?.onEvent({ status: 'ready', progress: 1, stage: null, failure: null });
  expect(names).toEqual(['signing', 'uploading', 'verifying', 'processing', 'ready']);
});

test('a big file goes in parts over four lanes, addresses signed ahead, every byte in its place', async () => {
  const size = 8 * 40 + 3;
  const id = drop(size);
  await until(id, 'processing');
  expect(server.mostParallelPuts).toBe(4);
  expect(server.countCalls(/parts$/)).toBe(3);
  const bytes = await Promise.all(
    Array.from({ length: 41 }, (_, index) =>
      server.stored.get(`https://store.test/u1/${index + 1}`)?.arrayBuffer(),
    ),
  );
  const whole = bytes.flatMap((part) => [...new Uint8Array(part ?? new ArrayBuffer(0))]);
  expect(whole).toEqual(Array.from({ length: size }, (_, index) => index % 256));
});

test('a part that breaks is sent again; the shown bytes never go back', async () => {
  server.putFaults.push((request) => {
    request.onProgress(7);
    return faults.broken();
  }, faults.status(500));
  const id = drop(80);
  let last = 0;
  engine.subscribe(() => {
    const sent = sentBytes(find(id));
    expect(sent).toBeGreaterThanOrEqual(last);
    last = sent;
  });
  await until(id, 'processing');
  expect(server.puts).toHaveLength(12);
  expect(last).toBe(80);
});

test('an expired signature is replaced, for parts and for a single PUT', async () => {
  server.putFaults.push(faults.status(403));
  const parts = drop(24);
  await until(parts, 'processing');
  const urls = server.puts.filter(({ url }) => url.includes('/u1/1')).map(({ url }) => url);
  expect(new Set(urls).size).toBe(2);

  server.putFaults.push(faults.status(403));
  const single = drop(10);
  await until(single, 'processing');
  expect(server.calls).toContain('DELETE /api/uploads/u2');
  expect(find(single).mediaId).toBe('m-u3');
});

test('a connection without a byte for 25 s is given up and tried again', async () => {
  server.putFaults.push(faults.stalled);
  const id = drop(10);
  await vi.advanceTimersByTimeAsync(24_000);
  expect(server.puts).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(server.puts).toHaveLength(2);
  await until(id, 'processing');
});

test('Retry-After is waited out', async () => {
  server.putFaults.push(faults.status(503, 40));
  const id = drop(10);
  await vi.advanceTimersByTimeAsync(39_000);
  expect(server.puts).toHaveLength(1);
  expect(find(id).state).toMatchObject({ name: 'uploading', waitingFor: 'retry' });
  await until(id, 'processing');
});

test('after eight tries it fails; trying again sends only the parts that are missing', async () => {
  const broken = Array.from({ length: 8 * 4 }, () => faults.broken);
  server.putFaults.push(faults.status(200), ...broken);
  const id = drop(40);
  await until(id, 'failed');
  expect(find(id).state).toMatchObject({ failure: { during: 'upload' } });
  server.putFaults.length = 0;
  const putsBefore = server.puts.length;
  engine.retry(id);
  await until(id, 'processing');
  expect(server.puts.length - putsBefore).toBe(4);
  expect(server.countCalls(/^POST \/api\/uploads$/)).toBe(1);
});

test('without a network it waits and does not use up its tries', async () => {
  isOnline = false;
  const id = drop(10);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(server.calls).toEqual([]);
  expect(find(id).state).toEqual({ name: 'signing', waitingFor: 'connection' });
  server.putFaults.push(() => {
    isOnline = false;
    return faults.broken();
  });
  goOnline();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(find(id).state).toMatchObject({ name: 'uploading', waitingFor: 'connection' });
  goOnline();
  await until(id, 'processing');
});

test('what the server refuses is not repeated; trying again starts over with a new ticket', async () => {
  server.apiFaults.set('POST /api/uploads/*/complete', ['unsupported_media_type']);
  const id = drop(10);
  await until(id, 'failed');
  expect(server.countCalls(/complete$/)).toBe(1);
  expect(find(id).state).toMatchObject({
    failure: { during: 'upload', error: { code: 'unsupported_media_type' } },
  });
  engine.retry(id);
  await until(id, 'processing');
  expect(server.countCalls(/^POST \/api\/uploads$/)).toBe(2);
});

test('a server that cannot answer is asked again', async () => {
  server.apiFaults.set('POST /api/uploads', ['storage_unavailable', 'rate_limited']);
  server.apiFaults.set('POST /api/uploads/*/parts', ['internal']);
  server.apiFaults.set('POST /api/uploads/*/complete', ['storage_unavailable']);
  await until(drop(80), 'processing');
});

test('cancelling stops the sending and deletes what was stored', async () => {
  const id = drop(8 * 40);
  await until(id, 'uploading');
  await vi.advanceTimersByTimeAsync(15);
  engine.cancel(id);
  expect(find(id).state.name).toBe('cancelled');
  await vi.advanceTimersByTimeAsync(1_000);
  const puts = server.puts.length;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(server.puts).toHaveLength(puts);
  expect(server.countCalls(/^DELETE \/api\/uploads\/u1$/)).toBe(1);
  expect(server.countCalls(/complete$/)).toBe(0);
  expect(find(id).state.name).toBe('cancelled');
});

test('three files at once; the others wait for their turn, also behind a cancelled one', async () => {
  const ids = Array.from({ length: 5 }, () => drop(10));
  await vi.advanceTimersByTimeAsync(1);
  expect(ids.map((id) => find(id).state.name)).toEqual([
    'uploading',
    'uploading',
    'uploading',
    'queued',
    'queued',
  ]);
  engine.cancel(ids[0] ?? '');
  await until(ids[4] ?? '', 'processing');
  expect(ids.map((id) => find(id).state.name)).toEqual([
    'cancelled',
    ...Array(4).fill('processing'),
  ]);
});

test('a failed processing says why and can be started over', async () => {
  const id = drop(10);
  await until(id, 'processing');
  const failure = { code: 'corrupt_file', message: 'Unreadable.' } as const;
  watchers.get('m-u1')?.onEvent({ status: 'failed', progress: 0, stage: null, failure });
  expect(find(id).state).toEqual({
    name: 'failed',
    failure: { during: 'processing', code: 'corrupt_file' },
  });
  watchers.clear();
  engine.retry(id);
  await vi.waitFor(() => expect(watchers.has('m-u1')).toBe(true));
  expect(server.countCalls(/^POST \/api\/media\/m-u1\/reprocess$/)).toBe(1);
  expect(find(id).state.name).toBe('processing');
});

test('dismissing ends the watching; releasing a slot keeps the file but frees its place', async () => {
  const id = drop(10);
  await until(id, 'processing');
  engine.release(['film:new:video']);
  expect(find(id).slot).toBeNull();
  engine.dismiss(id);
  expect(engine.snapshot()).toEqual([]);
  expect(watchers.size).toBe(0);
});

test('asking again for an upload says that it is the same, and another file that it is not', async () => {
  server.apiFaults.set('POST /api/uploads', ['storage_unavailable', 'storage_unavailable']);
  await until(drop(8), 'processing');
  await until(drop(8), 'processing');
  const [first, second, third, other] = server.createKeys;
  expect(first).toMatch(/^[0-9a-f]{32}$/);
  expect([second, third]).toEqual([first, first]);
  expect(other).not.toBe(first);
});
