// The command as somebody types it, against services that are configured.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { storageAuditSchema } from '#lib/shared/schemas/storage-audit.ts';
import { originalKey } from '#lib/storage/keys.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';

let world: TestWorld;
let dataFolder: string;

beforeAll(async () => {
  world = await createTestWorld();
  dataFolder = await mkdtemp(join(tmpdir(), 'cutroom-test-audit-'));
});
afterAll(async () => {
  await world.close();
  await rm(dataFolder, { recursive: true, force: true });
});

function audit(...flags: string[]): Promise<{ code: number | null; output: string }> {
  const { npm_lifecycle_event: _, ...env } = process.env;
  const own = { DATA_DIR: dataFolder, AUDIT_GRACE_HOURS: '0', NODE_OPTIONS: '' };
  const child = spawn(process.execPath, ['lib/start/run.mjs', 'audit', ...flags], {
    env: { ...env, ...world.variables, ...own },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
}

test('says what it finds by its exit code, and puts it right when asked to', async () => {
  const key = originalKey('image', randomUUID(), '.png');
  const body = Buffer.from('four');
  await world.ports.storage.writeBytes({ key, contentType: 'image/png', body });
  const found = await audit();
  expect(found.output).toContain(key);
  expect(found.output).toContain('Findings: 1');
  expect(found.code).toBe(1);
  expect(await world.ports.storage.head(key)).not.toBeNull();

  const fixed = await audit('--fix', '--json');
  expect(storageAuditSchema.parse(JSON.parse(fixed.output))).toMatchObject({
    ...{ status: 'done', startedBy: 'command', repair: { removed: { count: 1, bytes: 4 } } },
  });
  expect(fixed.code).toBe(0);
  expect(await world.ports.storage.head(key)).toBeNull();

  expect((await audit()).code).toBe(0);
});

test('does not take words it does not know', async () => {
  expect(await audit('--fixx')).toEqual({ code: 2, output: '' });
});
