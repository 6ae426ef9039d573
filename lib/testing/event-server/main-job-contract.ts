// A film that was brought in becomes ready, through a worker as it is started and any event server.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { freePort } from '#lib/embedded/processes/free-port.ts';
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
      world = await createTestWorld({ VIDEO_PRESET: 'slow', ...(await settings()) });
      server = await open(world.variables);
      clips = await clipFolder(await npmBinaries());
      await startWorker();
    }, 150_000);
    afterAll(async () => {
      if (worker.exitCode === null) await end('SIGKILL');
      await server?.close();
      await clips.remove();
      await world.close();
    });

    /** Resolves once it is connected: what nobody listens to starts nothing. */
    async function startWorker(): Promise<void> {
      const port = await freePort();
      worker = spawn(process.execPath, ['--conditions=react-server', 'inngest/worker.ts'], {
        env: {
          ...{ ...process.env, ...world.variables },
          ...{ NODE_ENV: 'production', WORKER_PORT: String(port) },
        },
        stdio: 'ignore',
      });
      const isWell = () =>
        fetch(`http://127.0.0.1:${port}`).then(
          ({ ok }) => ok,
          () => false,
        );
      await vi.waitUntil(isWell, { timeout: 100_000, interval: 50 });
    }
    async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
      const exited = once(worker, 'exit');
      worker.kill(signal);
      return (await exited)[0];
    }

    /** Stores a film as an upload does, and says so. */
    async function bringIn(): Promise<string> {
      const pictures = [...picture('640x360', 10), ...tone(10)];
      const body = await readFile(await clips.make('film.mp4', ...pictures, ...encodeAgain));
      const storageKey = `videos/${crypto.randomUUID()}.mp4`;
      await world.ports.storage.writeBytes({ key: storageKey, contentType: 'video/mp4', body });
      const { id: ownerId } = await world.addUser();
      const { id: mediaId } = await world.db.media.create({
        data: {
          ...{ ownerId, type: 'video', purpose: 'film.video', mimeType: 'video/mp4', storageKey },
          ...{ status: 'processing', generation: 1, fileName: 'film.mp4', byteSize: body.length },
        },
      });
      await sendEvents([mediaUploadedEvent({ mediaId, ownerId, type: 'video', generation: 1 })]);
      return mediaId;
    }

    test('a worker that is told to end stores what it encodes; the next one only does the rest', async () => {
      const id = await bringIn();
      const rowOf = () => world.db.media.findUniqueOrThrow({ where: { id } });
      const storedOf = () =>
        world.db.rendition.findMany({
          // The early one goes when the run ends.
          where: { mediaId: id, storageKey: { not: null }, name: { not: 'early' } },
          orderBy: { name: 'asc' },
        });
      const slowly = { timeout: 150_000, interval: 50 };
      await vi.waitUntil(async () => (await rowOf()).progress > 0.1, slowly);
      expect(await end('SIGTERM')).toBe(0);
      const stored = await storedOf();
      expect(stored.map(({ name }) => name)).toEqual(['hls', 'mp4', 'poster', 'storyboard']);

      await startWorker();
      await vi.waitFor(
        async () => expect(await rowOf()).toMatchObject({ status: 'ready' }),
        slowly,
      );
      expect(await storedOf()).toEqual(stored);
      expect(await end('SIGTERM')).toBe(0);
    }, 350_000);
  });
}
