// The command as people run it: its own process, the real handlers, a real store.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import { addToken } from '#lib/testing/add-token.ts';
import {
  type FaultProxy,
  type SeenRequest,
  startFaultProxy,
} from '#lib/testing/fault-proxy/fault-proxy.ts';
import { mp4Like, samplePng } from '#lib/testing/sample-files.ts';
import { type ServedApi, serveApi } from '#lib/testing/serve-api.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';

const command = fileURLToPath(new URL('../start/cutroom.mjs', import.meta.url));
const mebibyte = 1024 * 1024;

let world: TestWorld;
let api: ServedApi;
let store: FaultProxy;
let seen: SeenRequest[] = [];
let owner: Actor;
let token: string;
let folder: string;

beforeAll(async () => {
  world = await createTestWorld();
  store = await startFaultProxy({
    target: world.variables.R2_ENDPOINT ?? '',
    onRequest: (request) => seen.push(request),
  });
  // What is sent goes by the proxy; what the server itself asks does not.
  process.env.R2_BROWSER_ENDPOINTS = store.url;
  api = await serveApi();
});
afterAll(async () => {
  await Promise.all([api.close(), store.stop()]);
  await world.close();
});
beforeEach(async () => {
  seen = [];
  owner = await world.addUser();
  token = (await addToken(world.db, owner, { scopes: ['read', 'write'] })).secret;
  folder = await mkdtemp(join(tmpdir(), 'cutroom-test-cli-'));
  await mkdir(join(folder, 'in'));
});
afterEach(async () => {
  store.rules.clear();
  await rm(folder, { recursive: true, force: true });
});

type Line = { event: string } & Record<string, unknown>;

function start(...args: string[]): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(process.execPath, [command, ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...{ PATH: process.env.PATH, HOME: folder, XDG_STATE_HOME: join(folder, 'state') },
      ...{ CUTROOM_TOKEN: token, CUTROOM_URL: api.url, NODE_ENV: 'test' },
    },
  });
}

async function ended(child: ReturnType<typeof start>) {
  const [out, err, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.on('exit', resolve)),
  ]);
  return { out, err, code };
}

/** What `--json` said, but for progress, and without what differs from run to run. */
async function told(...args: string[]): Promise<{ lines: Line[]; code: unknown }> {
  const { out, code } = await ended(start(...args, '--json'));
  return { code, lines: linesOf(out) };
}

function linesOf(out: string): Line[] {
  const lines = out
    .trimEnd()
    .split('\n')
    .map((line): Line => JSON.parse(line));
  return lines.filter(({ event }) => event !== 'progress');
}

function put(name: string, content: Buffer): Promise<void> {
  return writeFile(join(folder, 'in', name), content);
}

const sentPuts = () => seen.filter(({ method }) => method === 'PUT');

test('a folder of good files and bad ones', async () => {
  await put('1.png', await samplePng());
  await put('2.mp4', mp4Like(20 * mebibyte));
  await put('liar.jpg', Buffer.from('%PDF-1.7 no picture at all'));
  await put('notes.txt', Buffer.from('no media'));
  const { lines, code } = await told('upload', 'in');
  expect(code).toBe(1);
  expect(lines).toContainEqual({
    ...{ event: 'left-out', path: 'in/notes.txt', reason: 'type' },
    sentence: expect.stringContaining('only JPEG'),
  });
  const files = lines.filter(({ event }) => event === 'file');
  expect(files.map(({ path, status, code }) => [path, status, code]).sort()).toEqual([
    ['in/1.png', 'stored', undefined],
    ['in/2.mp4', 'stored', undefined],
    ['in/liar.jpg', 'failed', 'unsupported_media_type'],
  ]);
  expect(lines.at(-1)).toMatchObject({
    ...{ event: 'end', stored: 2, already: 0, failed: 1, leftOut: 1, unfinished: 0, exitCode: 1 },
  });
  const media = await world.db.media.findMany({
    where: { ownerId: owner.id, status: 'processing' },
    orderBy: { fileName: 'asc' },
  });
  expect(
    media.map(({ fileName, purpose, byteSize }) => [fileName, purpose, Number(byteSize)]),
  ).toEqual([
    ['1.png', 'media.image', expect.any(Number)],
    ['2.mp4', 'media.video', 20 * mebibyte],
  ]);
});

test('twice is once, and each picture has one photo', async () => {
  await put('a "b".png', await samplePng());
  const first = await told('upload', 'in', '--as', 'photo');
  expect(first.code).toBe(0);
  const second = await told('upload', 'in', '--as', 'photo');
  expect(second.code).toBe(0);
  const file = { event: 'file', path: 'in/a "b".png', mediaId: expect.any(String) };
  const record = { type: 'photo', id: expect.any(String) };
  expect(first.lines[1]).toEqual({ ...file, status: 'stored', record });
  expect(second.lines[1]).toEqual({ ...first.lines[1], status: 'already' });
  expect(await world.db.photo.findMany({ where: { ownerId: owner.id } })).toMatchObject([
    { title: 'a "b"' },
  ]);
  expect(await world.db.media.count({ where: { ownerId: owner.id } })).toBe(1);
});

test('after Ctrl-C the same command sends what is missing', async () => {
  await put('film.mp4', mp4Like(48 * mebibyte));
  const held = [5, 6, 7, 8].map((part) =>
    store.rules.add({ match: { method: 'PUT', part }, fault: { kind: 'stall', afterBytes: 1000 } }),
  );
  const child = start('upload', 'in', '--as', 'film', '--json');
  const end = ended(child);
  const stored = async () => {
    const upload = await world.db.upload.findFirst({ where: { ownerId: owner.id } });
    if (!upload?.multipartId) return 0;
    const session = { key: upload.storageKey, multipartId: upload.multipartId };
    return (await world.ports.storage.listParts(session))?.length ?? 0;
  };
  await vi.waitUntil(async () => (await stored()) === 4, { timeout: 20_000 });
  child.kill('SIGINT');
  const { code, out } = await end;
  expect(code).toBe(130);
  expect(linesOf(out).at(-1)).toMatchObject({ event: 'end', unfinished: 1, exitCode: 130 });

  for (const rule of held) rule.remove();
  seen = [];
  const again = await told('upload', 'in', '--as', 'film');
  expect(again).toMatchObject({ code: 0 });
  expect(again.lines.at(-1)).toMatchObject({ stored: 1, failed: 0 });
  expect(
    sentPuts()
      .map(({ part }) => part)
      .sort(),
  ).toEqual([5, 6, 7, 8]);
  expect(await world.db.upload.count({ where: { ownerId: owner.id } })).toBe(1);
  expect(await world.db.film.findMany({ where: { ownerId: owner.id } })).toMatchObject([
    { title: 'film', publishedAt: null, videoId: expect.any(String) },
  ]);
});

test('a file that changed meanwhile begins anew', async () => {
  await put('film.mp4', mp4Like(48 * mebibyte));
  const held = store.rules.add({
    match: { method: 'PUT', part: 8 },
    fault: { kind: 'stall', afterBytes: 1000 },
  });
  const child = start('upload', 'in');
  const end = ended(child);
  await vi.waitUntil(() => held.hits() > 0, { timeout: 20_000 });
  child.kill('SIGINT');
  expect((await end).code).toBe(130);
  held.remove();
  const other = mp4Like(48 * mebibyte);
  other.fill(9, 1000);
  await put('film.mp4', other);
  await utimes(join(folder, 'in', 'film.mp4'), new Date(), new Date(Date.now() + 5000));
  const again = await told('upload', 'in');
  expect(again.lines.at(-1)).toMatchObject({ event: 'end', stored: 1, failed: 0, exitCode: 0 });
});

test('what breaks on the way is sent again', async () => {
  await put('1.png', await samplePng());
  store.rules.add({
    ...{ match: { method: 'PUT' }, fault: { kind: 'answer', status: 503, when: 'after-body' } },
    times: 2,
  });
  const { code, err } = await ended(start('upload', 'in/1.png'));
  expect(err).toContain('✓ in/1.png\n1 file uploaded, in ');
  expect(code).toBe(0);
  expect(sentPuts()).toHaveLength(3);
});

test('--wait ends when the file is processed, or could not be', async () => {
  await put('1.png', await samplePng());
  const child = start('upload', 'in', '--wait', '--json');
  const end = ended(child);
  const where = { ownerId: owner.id, status: 'processing' } as const;
  await vi.waitUntil(async () => (await world.db.media.count({ where })) === 1, {
    timeout: 20_000,
  });
  const data = { status: 'failed', failureCode: 'internal', failureMessage: 'Broken.' } as const;
  await world.db.media.updateMany({ where, data });
  const { out, code } = await end;
  expect(linesOf(out).at(-2)).toMatchObject({ status: 'failed', message: 'Broken.' });
  expect(code).toBe(1);
});

test('without a token that works nothing is tried', async () => {
  await put('1.png', await samplePng());
  token = `cutroom_${'a'.repeat(50)}`;
  const { lines, code } = await told('upload', 'in');
  expect(code).toBe(2);
  expect(lines).toEqual([
    { event: 'refused', message: expect.stringContaining('refused'), exitCode: 2 },
  ]);
});

test('nothing to upload is no success, and no path no try', async () => {
  expect(await ended(start('upload', 'in'))).toMatchObject({ code: 1 });
  const { code, err } = await ended(start('upload', 'out'));
  expect(code).toBe(2);
  expect(err).toContain('out: there is no such file or folder.');
});
