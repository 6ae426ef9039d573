// A film that was brought in becomes ready, through a worker as it is started and any event server.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  type Clips,
  clipFolder,
  encodeAgain,
  npmBinaries,
  picture,
  tone,
} from '#lib/ffmpeg/test-clips.ts';
import { sendEvents } from '#lib/jobs/client.ts';
import { mediaUploadedEvent } from '#lib/jobs/events.ts';
import { createTestWorld, type TestWorld } from '../test-world.ts';

/** How a worker and whoever sends events reach a server that is there; `variables` are those of the world. */
export type OpenServer = (
  variables: Record<string, string>,
) => Promise<{ close(): Promise<void> } | undefined>;

/** Runs the job with the `INNGEST_*` in `settings`, which the world is made with. */
export function describeMainJob(
  name: string,
  settings: () => Promise<Record<string, string>>,
  open: OpenServer,
): void {
  describe(name, () => {
    let world: TestWorld;
    let clips: Clips;
    let server: Awaited<ReturnType<OpenServer>>;
    let worker: ChildProcess;

    beforeAll(async () => {
      world = await createTestWorld({ VIDEO_PRESET: 'ultrafast', ...(await settings()) });
      server = await open(world.variables);
      clips = await clipFolder(await npmBinaries());
      worker = spawn(process.execPath, ['--conditions=react-server', 'inngest/worker.ts'], {
        env: { ...process.env, ...world.variables, NODE_ENV: 'production' },
        stdio: 'ignore',
      });
    });
    afterAll(async () => {
      if (worker.exitCode === null) {
        worker.kill('SIGKILL');
        await once(worker, 'exit');
      }
      await server?.close();
      await clips.remove();
      await world.close();
    });

    test('a film becomes ready with everything that is made of it, and its worker ends when told', async () => {
      const path = await clips.make(
        'film.mp4',
        ...[...picture('426x240', 3), ...tone(3)],
        ...encodeAgain,
      );
      const storageKey = `videos/${crypto.randomUUID()}.mp4`;
      const body = await readFile(path);
      await world.ports.storage.writeBytes({ key: storageKey, contentType: 'video/mp4', body });
      const { id: ownerId } = await world.addUser();
      const { id } = await world.db.media.create({
        data: {
          ...{ ownerId, type: 'video', purpose: 'film.video', mimeType: 'video/mp4', storageKey },
          ...{ status: 'processing', generation: 1, fileName: 'film.mp4', byteSize: body.length },
        },
      });
      await sendEvents([
        mediaUploadedEvent({ mediaId: id, ownerId, type: 'video', generation: 1 }),
      ]);
      const rowOf = () => world.db.media.findUniqueOrThrow({ where: { id } });
      await vi.waitFor(async () => expect(await rowOf()).toMatchObject({ status: 'ready' }), {
        ...{ timeout: 150_000, interval: 200 },
      });
      const renditions = await world.db.rendition.findMany({ where: { mediaId: id } });
      const names = renditions.map((rendition) => rendition.name).sort();
      expect(names).toEqual(['hls', 'mp4', 'poster', 'storyboard']);
      worker.kill('SIGTERM');
      expect((await once(worker, 'exit'))[0]).toBe(0);
    }, 200_000);
  });
}
