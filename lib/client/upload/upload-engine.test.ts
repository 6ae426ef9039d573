import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeEdges } from './fake-edges.ts';
import { FakeServer, faults } from './fake-server.ts';
import type { PutRequest } from './put-blob.ts';
import { sentBytes, type Upload } from './upload.ts';
import { UploadEngine } from './upload-engine.ts';

let server: FakeServer;
let browser: FakeEdges;
let engine: UploadEngine;
let dropped: number;

beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeServer().listen();
  browser = new FakeEdges();
  dropped = 0;
  start();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function start(handed: readonly Upload[] = []): void {
  engine = new UploadEngine(browser.edges(server.transport), handed);
}

/** A file of bytes that count up from `first`. */
function fileOf(size: number, first = 0, name = 'film.mp4'): File {
  const bytes = new Uint8Array(size).map((_, index) => index + first);
  return new File([bytes], name, { type: 'video/mp4', lastModified: 1 });
}

function drop(size: number, file = fileOf(size)): string {
  dropped += 1;
  const id = `drop-${dropped}`;
  const place = { slot: 'film:new:video', page: '/films/new' };
  engine.take([{ id, file, purpose: 'film.video', ...place }]);
  return id;
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
  browser.watchers.get('m-u1')?.onEvent({
    status: 'processing',
    progress: 0.5,
    stage: 'encode',
    failure: null,
    secondsLeft: 42,
  });
  const encoding = { name: 'processing', progress: 0.5, stage: 'encode', secondsLeft: 42 };
  expect(find(id).state).toEqual(encoding);
  browser.watchers
    .get('m-u1')
    ?.onEvent({ status: 'ready', progress: 1, stage: null, failure: null, secondsLeft: null });
  await vi.advanceTimersByTimeAsync(0);
  expect(names).toEqual(['signing', 'uploading', 'verifying', 'processing', 'ready']);
});

test('a big file goes in parts over at most eight lanes, addresses signed ahead, every byte in its place', async () => {
  const size = 8 * 40 + 3;
  const id = drop(size);
  await until(id, 'processing');
  // One host, so six connections.
  expect(server.mostParallelPuts).toBe(6);
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
  expect(sentBytes(find(id))).toBe(80);
});

test('an expired signature is replaced, for parts and for a single PUT', async () => {
  server.putFaults.push(faults.status(403));
  const parts = drop(24);
  await until(parts, 'processing');
  const [refused = ''] = server.puts[0]?.url.split('?') ?? [];
  const urls = server.puts.filter(({ url }) => url.startsWith(refused)).map(({ url }) => url);
  expect(new Set(urls).size).toBe(2);

  server.putFaults.push(faults.status(403));
  const single = drop(10);
  await until(single, 'processing');
  expect(server.calls).toContain('POST /api/uploads/u2/parts');
  expect(find(single).mediaId).toBe('m-u2');
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
  const stores = (request: PutRequest) => {
    server.store(request);
    return { status: 200 };
  };
  server.putFaults.push(stores, ...broken);
  const id = drop(40);
  await until(id, 'failed');
  expect(find(id).state).toMatchObject({ failure: { during: 'upload' } });
  server.putFaults.length = 0;
  const putsBefore = server.puts.length;
  engine.retry(id);
  await until(id, 'processing');
  expect(server.puts.length - putsBefore).toBe(4);
  expect(server.createKeys).toHaveLength(1);
});

test('without a network it waits and does not use up its tries', async () => {
  browser.isOnline = false;
  const id = drop(10);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(server.countCalls(/^POST/)).toBe(0);
  expect(find(id).state).toEqual({ name: 'signing', waitingFor: 'connection' });
  server.putFaults.push(() => {
    browser.isOnline = false;
    return faults.broken();
  });
  browser.goOnline();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(find(id).state).toMatchObject({ name: 'uploading', waitingFor: 'connection' });
  browser.goOnline();
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
  expect(server.createKeys).toHaveLength(2);
});

test('a file that was refused leaves nothing behind when it is taken off the list', async () => {
  server.apiFaults.set('POST /api/uploads/*/complete', ['unsupported_media_type']);
  const id = drop(10);
  await until(id, 'failed');
  expect(server.countCalls(/^DELETE/)).toBe(0);
  engine.dismiss(id);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(server.countCalls(/^DELETE \/api\/uploads\/u1$/)).toBe(1);
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

test('three large files at once; the others wait for their turn, also behind a cancelled one', async () => {
  server.partSize = 16 * 2 ** 20;
  const large = () => Object.defineProperty(fileOf(10), 'size', { value: 200 * 2 ** 20 });
  const ids = Array.from({ length: 5 }, () => drop(10, large()));
  await vi.advanceTimersByTimeAsync(5);
  const waiting = () => ids.filter((id) => find(id).state.name === 'queued').length;
  expect(waiting()).toBe(2);
  engine.cancel(ids[0] ?? '');
  expect(waiting()).toBe(1);
});

test('many small files are opened and completed together, and the lanes are shared', async () => {
  const ids = Array.from({ length: 60 }, (_, index) => drop(10, fileOf(10, index)));
  for (const id of ids) await until(id, 'processing');
  expect(server.puts).toHaveLength(60);
  expect(server.countCalls(/^POST/)).toBeLessThan(40);
  expect(new Set(ids.map((id) => find(id).mediaId)).size).toBe(60);
});

test('of hundreds of small files none is left behind', async () => {
  const ids = Array.from({ length: 300 }, (_, index) =>
    drop(10, fileOf(10, index % 200, `${index}`)),
  );
  for (const id of ids) await until(id, 'processing');
  expect(server.puts).toHaveLength(300);
});

test('what the store turns out not to have is sent again', async () => {
  server.putFaults.push(faults.status(200));
  await until(drop(80), 'processing');
  expect(server.puts).toHaveLength(11);
});

test('a paused file keeps what is stored, and goes on with the rest in the same session', async () => {
  const id = drop(8 * 120);
  await until(id, 'uploading');
  await vi.advanceTimersByTimeAsync(125);
  engine.pause(id);
  const { state } = find(id);
  expect(state).toMatchObject({ name: 'paused' });
  await vi.advanceTimersByTimeAsync(60_000);
  const putsBefore = server.puts.length;
  const stored = server.stored.size;
  expect(stored).toBeGreaterThan(0);
  const shown = [sentBytes(find(id))];
  expect(shown[0]).toBeGreaterThan(0);
  engine.subscribe(() => shown.push(sentBytes(find(id))));
  engine.resume(id);
  await until(id, 'processing');
  expect(server.puts.length - putsBefore).toBe(120 - stored);
  expect(shown).toEqual([...shown].sort((one, other) => one - other));
  expect(server.createKeys).toHaveLength(1);
});

test('pausing all stops also what waits; resuming all brings every file in', async () => {
  const ids = Array.from({ length: 40 }, (_, index) => drop(10, fileOf(10, index)));
  await vi.advanceTimersByTimeAsync(1);
  engine.pauseAll();
  expect(new Set(ids.map((id) => find(id).state.name))).toEqual(new Set(['paused']));
  await vi.advanceTimersByTimeAsync(60_000);
  const puts = server.puts.length;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(server.puts).toHaveLength(puts);
  engine.resumeAll();
  for (const id of ids) await until(id, 'processing');
});

test('a file that is there already is asked about before anything is sent', async () => {
  const duplicate = {
    duplicateOf: 'm-u9',
    isCertain: true,
    fileName: 'holiday.mp4',
    createdAt: '2026-01-01T00:00:00Z',
  };
  server.duplicateFor = () => duplicate;
  const id = drop(10);
  await until(id, 'duplicate');
  expect(find(id).state).toMatchObject({ of: { mediaId: 'm-u9', fileName: 'holiday.mp4' } });
  expect(server.puts).toEqual([]);
  server.mediaStatus = 'ready';
  engine.takeExisting(id);
  expect(await until(id, 'ready')).toMatchObject({ mediaId: 'm-u9', isShared: true });

  const other = drop(10);
  await until(other, 'duplicate');
  engine.uploadAnyway(other);
  expect((await until(other, 'ready')).isShared).toBe(false);
  expect(server.puts).toHaveLength(1);
});

test('a large file that only looks the same is hashed as a whole before anybody is asked', async () => {
  const hashes: (string | undefined)[] = [];
  server.duplicateFor = ({ checksum }) => {
    hashes.push(checksum?.sha256);
    if (checksum) return null;
    return {
      duplicateOf: 'm-u9',
      isCertain: false,
      fileName: 'a',
      createdAt: '2026-01-01T00:00:00Z',
    };
  };
  const id = drop(80);
  await until(id, 'processing');
  expect(hashes).toEqual([undefined, expect.stringMatching(/^[0-9a-f]{64}$/)]);
  expect(server.completed).toHaveLength(1);
  expect(server.completed[0]?.checksum).toBeDefined();
});

test('a large file is complete before its hash is known, and ready only after it was compared', async () => {
  server.mediaStatus = 'ready';
  const id = drop(80);
  await until(id, 'ready');
  expect(server.completed.map(({ checksum }) => checksum !== undefined)).toEqual([false, true]);
});

test('a hash that differs fails the upload, and trying again sends everything anew', async () => {
  server.refusesChecksums = true;
  const id = drop(80);
  await until(id, 'failed');
  expect(find(id).state).toMatchObject({
    failure: { during: 'upload', error: { code: 'checksum_mismatch' } },
  });
  server.refusesChecksums = false;
  engine.retry(id);
  expect((await until(id, 'processing')).mediaId).toBe('m-u2');
  expect(server.puts).toHaveLength(20);
});

test('pieces carry their checksum, as far as it does not hold them up', async () => {
  await until(drop(80), 'processing');
  const checksums = server.puts.map(({ headers }) => headers['content-md5']);
  expect(checksums.some(Boolean)).toBe(true);
  await until(drop(10), 'processing');
  expect(server.puts.at(-1)?.headers['content-md5']).toBeDefined();
});

test('on a line known to outrun hashing, no piece waits for a checksum, from the first on', async () => {
  browser.line = { lanes: 8, bytesPerSecond: 500 * 1024 * 1024 };
  start();
  const id = drop(80);
  await until(id, 'processing');
  expect(server.puts.filter(({ headers }) => headers['content-md5'])).toEqual([]);
  await until(id, 'processing', 'ready');
  await vi.waitUntil(() => server.completed.length === 2);
  expect(server.completed[1]?.checksum).toBeDefined();
});

test('a login that ends holds new files up, and the next one lets them go on', async () => {
  server.apiFaults.set('POST /api/uploads', ['unauthenticated', 'unauthenticated']);
  const id = drop(10);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(find(id).state).toEqual({ name: 'signing', waitingFor: 'login' });
  engine.signedIn();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(find(id).state).toEqual({ name: 'signing', waitingFor: 'login' });
  engine.signedIn();
  await until(id, 'processing');
});

test('after a reload the same file goes on where it stopped, another is refused', async () => {
  const first = drop(8 * 20);
  await until(first, 'uploading');
  await vi.advanceTimersByTimeAsync(25);
  engine.pause(first);
  await vi.advanceTimersByTimeAsync(1_000);
  const stored = server.stored.size;

  start();
  await vi.advanceTimersByTimeAsync(1_000);
  const [waiting] = engine.snapshot();
  expect(waiting).toMatchObject({
    fileName: 'film.mp4',
    slot: 'film:new:video',
    state: { name: 'waiting', needs: 'file' },
  });
  const id = waiting?.id ?? '';
  engine.goOn(id, fileOf(8 * 20, 99));
  await until(id, 'failed');
  expect(find(id).state).toMatchObject({ failure: { error: { code: 'file_changed' } } });
  expect(server.stored.size).toBe(stored);

  engine.retry(id);
  await until(id, 'waiting');
  const putsBefore = server.puts.length;
  engine.goOn(id, fileOf(8 * 20));
  await until(id, 'processing');
  expect(server.puts.length - putsBefore).toBe(20 - stored);
  expect(server.createKeys).toHaveLength(1);
  expect(browser.remembered.size).toBe(0);
});

test('many files of one place come back to it after a reload, and leave it together', async () => {
  const names = ['a.mp4', 'b.mp4', 'c.mp4'];
  const ids = names.map((name, index) => drop(8 * 20, fileOf(8 * 20, index, name)));
  for (const id of ids) await until(id, 'uploading');
  await vi.advanceTimersByTimeAsync(25);
  engine.pauseAll();
  await vi.advanceTimersByTimeAsync(1_000);

  start();
  await vi.advanceTimersByTimeAsync(1_000);
  const back = engine.snapshot();
  expect(back.map(({ fileName }) => fileName).sort()).toEqual(names);
  expect(back.map(({ slot }) => slot)).toEqual(names.map(() => 'film:new:video'));
  engine.release(['film:new:video']);
  expect(engine.snapshot().map(({ slot }) => slot)).toEqual([null, null, null]);
});

test('what had arrived whole before the tab was gone is completed without the file', async () => {
  const first = drop(10);
  server.apiFaults.set('POST /api/uploads/*/complete', Array(8).fill('storage_unavailable'));
  await until(first, 'failed');
  start();
  await vi.advanceTimersByTimeAsync(1_000);
  const id = engine.snapshot()[0]?.id ?? '';
  const puts = server.puts.length;
  engine.goOn(id, fileOf(10));
  await until(id, 'processing');
  expect(server.puts).toHaveLength(puts);
});

test('the uploads of a tab that is gone go on in another', async () => {
  const id = drop(8 * 20);
  await until(id, 'uploading');
  await vi.advanceTimersByTimeAsync(25);
  const handed = engine.snapshot();
  engine.pause(id);
  await vi.advanceTimersByTimeAsync(1_000);
  const stored = server.stored.size;
  const putsBefore = server.puts.length;
  start(handed);
  await until(id, 'processing');
  expect(server.puts.length - putsBefore).toBe(20 - stored);
  expect(engine.snapshot()).toHaveLength(1);
});

test('a failed processing says why and can be started over', async () => {
  const id = drop(10);
  await until(id, 'processing');
  const failed = { status: 'failed', progress: 0, stage: null, secondsLeft: null } as const;
  const failure = { code: 'corrupt_file', message: 'Unreadable.' } as const;
  browser.watchers.get('m-u1')?.onEvent({ ...failed, failure });
  expect(find(id).state).toEqual({
    name: 'failed',
    failure: { during: 'processing', code: 'corrupt_file' },
  });
  browser.watchers.clear();
  engine.retry(id);
  await vi.waitFor(() => expect(browser.watchers.has('m-u1')).toBe(true));
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
  expect(browser.watchers.size).toBe(0);
});

test('asking again for an upload says that it is the same, and another file that it is not', async () => {
  server.apiFaults.set('POST /api/uploads', ['storage_unavailable', 'storage_unavailable']);
  await until(drop(8), 'processing');
  await until(drop(8), 'processing');
  const [first, second, third, other] = server.createKeys;
  expect([second, third]).toEqual([first, first]);
  expect(other).not.toBe(first);
});

test('an upload that goes on after a reload gets its lanes back', async () => {
  const first = drop(8 * 40);
  await until(first, 'uploading');
  engine.pause(first);
  await vi.advanceTimersByTimeAsync(1_000);
  start();
  await vi.advanceTimersByTimeAsync(1_000);
  server.mostParallelPuts = 0;
  const id = engine.snapshot()[0]?.id ?? '';
  engine.goOn(id, fileOf(8 * 40));
  await until(id, 'processing');
  expect(server.mostParallelPuts).toBe(6);
});

test('a file that only looks the same is sent where nothing can be hashed as a whole', async () => {
  const edges = browser.edges(server.transport);
  const { hasher } = edges;
  const open = (file: Blob) => ({
    ...hasher.open(file),
    sha256: () => Promise.reject(new Error('WebAssembly is refused here.')),
  });
  engine = new UploadEngine({ ...edges, hasher: { ...hasher, open } });
  server.duplicateFor = () => ({
    ...{ duplicateOf: 'm-u9', isCertain: false, fileName: 'a', createdAt: '2026-01-01T00:00:00Z' },
  });
  server.mediaStatus = 'ready';
  await until(drop(80), 'ready');
  expect(server.puts).toHaveLength(10);
});

test('what the server completed by itself while the last answer was lost is not a failure', async () => {
  server.putFaults.push((request) => {
    server.store(request);
    return faults.broken();
  });
  server.apiFaults.set('POST /api/uploads/*/parts', ['upload_expired']);
  const id = drop(10);
  await until(id, 'processing');
  expect(server.createKeys).toHaveLength(1);

  server.putFaults.push(faults.status(404));
  server.apiFaults.set('POST /api/uploads/*/complete', ['upload_incomplete']);
  const other = drop(10);
  await until(other, 'failed');
  expect(find(other).state).toMatchObject({ failure: { error: { status: 404 } } });
  engine.retry(other);
  await until(other, 'processing');
  expect(server.createKeys).toHaveLength(3);
  expect(server.countCalls(/^DELETE \/api\/uploads\/u2$/)).toBe(1);
});

test('where ETags are no MD5 the browser remembers it, and the upload goes on after a reload', async () => {
  const opaque = (request: PutRequest) => {
    server.store({ ...request, headers: { 'content-md5': btoa('not an MD5!!') } });
    return { status: 200, etag: 'bm90' };
  };
  server.putFaults.push(...Array<typeof opaque>(40).fill(opaque));
  const first = drop(8 * 40);
  await until(first, 'uploading');
  await vi.advanceTimersByTimeAsync(25);
  engine.pause(first);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(browser.remembered.get('u1')).toMatchObject({ etagsAreMd5: false });
  start();
  await vi.advanceTimersByTimeAsync(1_000);
  const id = engine.snapshot()[0]?.id ?? '';
  engine.goOn(id, fileOf(8 * 40));
  await until(id, 'processing');
});

test('a cancelled upload is deleted as soon as the server can', async () => {
  const id = drop(80);
  await until(id, 'uploading');
  server.apiFaults.set('DELETE /api/uploads/*', ['storage_unavailable', 'internal']);
  engine.cancel(id);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(server.countCalls(/^DELETE \/api\/uploads\/u1$/)).toBe(3);
  expect(server.sessions.size).toBe(0);
});

test('one that the library took just before it was cancelled is deleted there', async () => {
  server.apiFaults.set('POST /api/uploads/*/complete', ['storage_unavailable']);
  server.apiFaults.set('DELETE /api/uploads/*', ['conflict']);
  const id = drop(10);
  await until(id, 'verifying');
  engine.cancel(id);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(server.countCalls(/^DELETE \/api\/media\/m-u1$/)).toBe(1);
});

test('a tab that takes over while an upload is being opened opens no second', async () => {
  const id = drop(10);
  await until(id, 'signing');
  start(engine.snapshot());
  await until(id, 'processing');
  expect(new Set(server.createKeys).size).toBe(1);
});

test('files taken while earlier uploads are looked for do not show twice', async () => {
  server.apiFaults.set('GET /api/uploads', ['storage_unavailable']);
  start();
  const id = drop(8 * 400);
  await until(id, 'uploading');
  await vi.advanceTimersByTimeAsync(600);
  expect(server.countCalls(/^GET \/api\/uploads$/)).toBeGreaterThan(2);
  expect(engine.snapshot().map((upload) => upload.id)).toEqual([id]);
});

test('taking one off the list deletes nothing that is stored, in no tab', async () => {
  const id = drop(10);
  await until(id, 'processing');
  const failed = { status: 'failed', progress: 0, stage: null, secondsLeft: null } as const;
  const failure = { code: 'corrupt_file', message: 'Unreadable.' } as const;
  browser.watchers.get('m-u1')?.onEvent({ ...failed, failure });
  start(engine.snapshot());
  engine.dismiss(id);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(server.countCalls(/^DELETE/)).toBe(0);
});

test('a duplicate that is cancelled while it is looked up is left alone', async () => {
  server.duplicateFor = () => ({
    ...{ duplicateOf: 'm-u9', isCertain: true, fileName: 'a', createdAt: '2026-01-01T00:00:00Z' },
  });
  const id = drop(10);
  await until(id, 'duplicate');
  engine.takeExisting(id);
  engine.cancel(id);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(find(id)).toMatchObject({ isShared: false, mediaId: null });
  expect(browser.watchers.size).toBe(0);
});

test('what was seen as sent does not go back in the tab that takes over', async () => {
  const id = drop(8 * 120);
  await until(id, 'uploading');
  await vi.advanceTimersByTimeAsync(125);
  const handed = engine.snapshot();
  engine.pause(id);
  start(handed);
  const shown = [sentBytes(find(id))];
  expect(shown[0]).toBeGreaterThan(0);
  engine.subscribe(() => shown.push(sentBytes(find(id))));
  await until(id, 'processing');
  expect(shown).toEqual([...shown].sort((one, other) => one - other));
});
