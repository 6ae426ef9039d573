// The command as somebody types it, against services that are configured.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';

let world: TestWorld;
let dataFolder: string;

beforeAll(async () => {
  world = await createTestWorld();
  dataFolder = await mkdtemp(join(tmpdir(), 'cutroom-test-sweep-'));
});
afterAll(async () => {
  await world.close();
  await rm(dataFolder, { recursive: true, force: true });
});

function sweep(...words: string[]): Promise<{ code: number | null; output: string }> {
  const { npm_lifecycle_event: _, ...env } = process.env;
  const child = spawn(process.execPath, ['lib/start/run.mjs', 'sweep', ...words], {
    env: { ...env, ...world.variables, DATA_DIR: dataFolder, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  // In front of it may stand that the sources were prepared, where nothing was started before.
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, output: output.slice(output.indexOf('{')) }));
  });
}

test('counts what it would remove, removes what is named, and says so', async () => {
  const storageKey = `images/${crypto.randomUUID()}.png`;
  await world.ports.storage.writeBytes({
    ...{ key: storageKey, contentType: 'image/png', body: Buffer.from('four') },
  });
  const { id: ownerId } = await world.addUser();
  await world.db.media.create({
    data: {
      ...{ ownerId, type: 'image', purpose: 'film.poster', mimeType: 'image/png', storageKey },
      ...{ status: 'ready', fileName: 'a.png', byteSize: 4, unattachedSince: new Date(0) },
    },
  });
  const found = { files: 1, bytes: 4, failed: 0 };
  const dry = await sweep('--dry-run', '--json');
  expect([dry.code, JSON.parse(dry.output).abandoned]).toEqual([0, found]);
  expect(await world.ports.storage.head(storageKey)).not.toBeNull();
  const done = await sweep('abandoned', '--json');
  expect([done.code, JSON.parse(done.output)]).toEqual([0, { abandoned: found }]);
  expect(await world.ports.storage.head(storageKey)).toBeNull();
  expect(await world.db.auditEntry.findMany()).toMatchObject([
    { action: 'sweep', details: { name: 'abandoned', ...found } },
  ]);
}, 60_000);

test('does not take the name of a sweep it does not know', async () => {
  expect(await sweep('everything')).toMatchObject({ code: 2 });
});
