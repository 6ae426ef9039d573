import { access, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { removeWorkspaceWhenOver } from './workspace-of-many.ts';

let world: TestWorld;
let ownerId: string;
beforeAll(async () => {
  world = await createTestWorld();
  ({ id: ownerId } = await world.addUser());
});
afterAll(() => world.close());

type Status = 'processing' | 'ready';

/** A film and the folder in which a process of this machine works or worked on its first run. */
async function worked(status: Status): Promise<{ mediaId: string; folder: string }> {
  const { id: mediaId } = await world.db.media.create({
    data: {
      ...{ ownerId, type: 'video', purpose: 'film.video', mimeType: 'video/mp4', generation: 1 },
      ...{ storageKey: crypto.randomUUID(), status, fileName: 'a.mp4', byteSize: 1 },
    },
  });
  return { mediaId, folder: await leftIn(mediaId) };
}

async function leftIn(mediaId: string): Promise<string> {
  const folder = join(world.workFolder, `${mediaId}-1`);
  await mkdir(folder);
  await writeFile(join(folder, 'source'), 'a film');
  return folder;
}

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

test('a copy of the original goes when its run is over, not before, whatever the database says', async () => {
  const { mediaId, folder } = await worked('processing');
  const killed = await worked('ready');
  const killedUnderWay = await worked('processing');
  const ofAnother = await leftIn(crypto.randomUUID());

  const findMany = vi.fn(world.db.media.findMany.bind(world.db.media));
  findMany.mockRejectedValueOnce(new Error('away'));
  const ports = { ...world.ports, db: { media: { findMany } } as unknown as TestWorld['db'] };
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    removeWorkspaceWhenOver({ mediaId, generation: 1 }, ports);
    removeWorkspaceWhenOver({ mediaId, generation: 1 }, ports);
    for (const looks of [1, 2]) {
      expect(await isThere(killed.folder)).toBe(true);
      vi.advanceTimersByTime(60_000);
      await vi.waitFor(() => expect(findMany).toHaveBeenCalledTimes(looks));
      await Promise.allSettled(findMany.mock.results.map(({ value }) => value));
    }
    await vi.waitFor(async () => expect(await isThere(killed.folder)).toBe(false));
    expect(await isThere(folder)).toBe(true);

    for (const id of [mediaId, killedUnderWay.mediaId]) {
      await world.db.media.update({ where: { id }, data: { status: 'failed' } });
    }
    vi.advanceTimersByTime(60_000);
    await vi.waitFor(async () => expect(await isThere(folder)).toBe(false));
    await vi.waitFor(async () => expect(await isThere(killedUnderWay.folder)).toBe(false));
    expect(await isThere(ofAnother)).toBe(true);
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(0));
    expect(findMany).toHaveBeenCalledTimes(3);
  } finally {
    vi.useRealTimers();
  }
});

test('what is deleted while it is worked on leaves nothing here', async () => {
  const { mediaId, folder } = await worked('processing');
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    removeWorkspaceWhenOver({ mediaId, generation: 1 }, world.ports);
    await world.db.media.delete({ where: { id: mediaId } });
    vi.advanceTimersByTime(60_000);
    await vi.waitFor(async () => expect(await isThere(folder)).toBe(false));
  } finally {
    vi.useRealTimers();
  }
});
