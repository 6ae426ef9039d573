// A film in chunks, through the function as it is registered, called at two addresses by a balancer.
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from 'inngest/node';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startRunner } from '#lib/embedded/functions/runner.ts';
import { freePort } from '#lib/embedded/processes/free-port.ts';
import {
  type Clips,
  clipFolder,
  encodeAgain,
  npmBinaries,
  picture,
  tone,
} from '#lib/ffmpeg/test-clips.ts';
import { inngest, sendEvents } from '#lib/jobs/client.ts';
import { type MediaRun, mediaUploadedEvent } from '#lib/jobs/events.ts';
import { type Balancer, startBalancer } from '#lib/testing/balancer.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { processVideo } from './process-video.ts';

let world: TestWorld;
let clips: Clips;
let servers: Server[];
let balancer: Balancer;
let runner: Awaited<ReturnType<typeof startRunner>>;

beforeAll(async () => {
  const port = await freePort();
  world = await createTestWorld({
    ...{ VIDEO_SPLIT_MINUTES: '0.05', VIDEO_PRESET: 'ultrafast', VIDEO_STEPS_AT_ONCE: '3' },
    INNGEST_BASE_URL: `http://127.0.0.1:${port}`,
  });
  clips = await clipFolder(await npmBinaries());
  const listening = Array.from({ length: 2 }, async () => {
    const answer = serve({ client: inngest(), functions: [processVideo()] });
    const server = createServer((request, response) => void answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return server;
  });
  servers = await Promise.all(listening);
  balancer = await startBalancer(
    servers.map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`),
  );
  runner = await startRunner({
    port,
    databaseUrl: world.variables.DATABASE_URL ?? '',
    appUrl: `${balancer.url}/api/inngest`,
    eventKey: world.variables.INNGEST_EVENT_KEY ?? '',
    signingKey: world.variables.INNGEST_SIGNING_KEY ?? '',
    log: () => {},
  });
});
afterAll(async () => {
  await runner.stop();
  await balancer.close();
  for (const server of servers) server.close();
  await clips.remove();
  await world.close();
});

async function storeFilm(path: string): Promise<MediaRun> {
  const storageKey = `videos/${crypto.randomUUID()}.mp4`;
  const body = await readFile(path);
  await world.ports.storage.writeBytes({ key: storageKey, contentType: 'video/mp4', body });
  const { id: ownerId } = await world.addUser();
  const { id: mediaId } = await world.db.media.create({
    data: {
      ...{ ownerId, type: 'video', purpose: 'film.video', mimeType: 'video/mp4', storageKey },
      ...{ status: 'processing', generation: 1, fileName: 'film.mp4', byteSize: body.length },
    },
  });
  return { mediaId, type: 'video', generation: 1 };
}

test('parts are made beside each other at both addresses, and the film becomes ready', async () => {
  const source = await clips.make(
    'film.mp4',
    ...[...picture('426x424', 5), ...tone(5), ...encodeAgain, '-g', '25'],
  );
  const run = await storeFilm(source);
  await sendEvents([mediaUploadedEvent(run)]);
  const rowOf = () => world.db.media.findUniqueOrThrow({ where: { id: run.mediaId } });
  const slowly = { timeout: 150_000, interval: 200 };
  await vi.waitFor(async () => expect(await rowOf()).toMatchObject({ status: 'ready' }), slowly);
  expect(Object.keys((await rowOf()).partShares as object).length).toBeGreaterThan(3);
  expect(Math.min(...balancer.counts())).toBeGreaterThan(1);
  const renditions = await world.db.rendition.findMany({ where: { mediaId: run.mediaId } });
  expect(renditions.map(({ name }) => name).sort()).toEqual(['hls', 'mp4', 'poster', 'storyboard']);
  expect(renditions.find(({ name }) => name === 'hls')?.durationSeconds).toBeCloseTo(5, 1);
  const left: string[] = [];
  for await (const { key } of world.ports.storage.list(`renditions/${run.mediaId}/1-`)) {
    if (key.includes('/chunks/')) left.push(key);
  }
  expect(left).toEqual([]);
  await vi.waitFor(async () => expect(await readdir(world.workFolder)).toEqual([]), slowly);
}, 240_000);
