import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { systemStatus } from './system-status.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

test('says which part does not answer, and counts what there is', async () => {
  const { id: ownerId } = await world.addUser();
  await world.db.media.create({
    data: {
      ...{ ownerId, type: 'image', purpose: 'media.image', status: 'failed' },
      ...{ storageKey: 'images/a', fileName: 'a', byteSize: 42, mimeType: 'image/png' },
    },
  });
  // The world of tests has a database and a store, but nobody at the address of the runner.
  expect(await systemStatus(world.ports)).toMatchObject({
    readiness: {
      isReady: false,
      checks: {
        database: { status: 'ok' },
        storage: { status: 'ok' },
        runner: { status: 'failed', reason: 'unavailable' },
      },
    },
    ffmpeg: { version: expect.any(String), canTonemap: expect.any(Boolean), hasBwdif: true },
    media: { uploading: 0, processing: 0, ready: 0, failed: 1 },
    storedBytes: 42,
    waitingEvents: 0,
  });
});
