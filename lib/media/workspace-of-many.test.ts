import { access, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { MediaRun } from '#lib/jobs/events.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { removeWorkspaceWhenOver } from './workspace-of-many.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

test('a copy of the original goes when the run is over, not before, whatever the database says', async () => {
  const { id: ownerId } = await world.addUser();
  const { id: mediaId } = await world.db.media.create({
    data: {
      ...{ ownerId, type: 'video', purpose: 'film.video', mimeType: 'video/mp4', generation: 1 },
      ...{ storageKey: 'videos/a.mp4', status: 'processing', fileName: 'a.mp4', byteSize: 1 },
    },
  });
  const run: MediaRun = { mediaId, type: 'video', generation: 1 };
  const folder = join(world.workFolder, `${mediaId}-1`);
  await mkdir(folder);
  await writeFile(join(folder, 'source'), 'a film');
  const isThere = () =>
    access(folder).then(
      () => true,
      () => false,
    );

  const count = vi.fn(world.db.media.count.bind(world.db.media));
  count.mockRejectedValueOnce(new Error('away'));
  const ports = { ...world.ports, db: { ...world.db, media: { ...world.db.media, count } } };
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    removeWorkspaceWhenOver(run, ports as unknown as typeof world.ports);
    removeWorkspaceWhenOver(run, ports as unknown as typeof world.ports);
    for (const looks of [1, 2]) {
      vi.advanceTimersByTime(60_000);
      await vi.waitFor(() => expect(count).toHaveBeenCalledTimes(looks));
      await Promise.allSettled(count.mock.results.map(({ value }) => value));
      expect(await isThere()).toBe(true);
    }
    await world.db.media.update({ where: { id: mediaId }, data: { status: 'failed' } });
    vi.advanceTimersByTime(60_000);
    await vi.waitFor(async () => expect(await isThere()).toBe(false));
    vi.advanceTimersByTime(300_000);
    expect(count).toHaveBeenCalledTimes(3);
  } finally {
    vi.useRealTimers();
  }
});
