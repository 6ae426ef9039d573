// The poster at a moment somebody chose: what is made again, what goes on, what is refused.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Clips, clipFolder, colourIn, npmBinaries, playable } from '#lib/ffmpeg/test-clips.ts';
import type { MediaRun } from '#lib/jobs/events.ts';
import type { Ports } from '#lib/ports/ports.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { RenditionName } from '#lib/shared/renditions.ts';
import { pathInRun } from '#lib/testing/path-in-run.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { changeMedia } from './change-media.ts';
import { getMedia } from './media.ts';
import { inspectVideo, publishLadder, publishPoster } from './process-video.ts';
import { finishRun } from './processing-run.ts';
import { removeWorkspace } from './workspace.ts';

const binaries = await npmBinaries();
const colours = ['red', 'lime', 'blue'];

let world: TestWorld;
let editor: Actor;
let clips: Clips;
let film: Buffer;

beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
  clips = await clipFolder(binaries);
  const seconds = colours.flatMap((colour) => [
    ...['-f', 'lavfi', '-i', `color=c=${colour}:s=64x48:r=25:d=1`],
  ]);
  const joined = ['-filter_complex', '[0][1][2]concat=n=3', ...playable];
  film = await readFile(await clips.make('film.mp4', ...seconds, ...joined));
});
afterAll(async () => {
  await clips.remove();
  await world.close();
});

const context = (ports: Ports = world.ports) => ({ actor: editor, ports });
const mediaOf = ({ mediaId }: MediaRun) => getMedia(mediaId, context());
const rowOf = ({ mediaId: id }: MediaRun) => world.db.media.findUniqueOrThrow({ where: { id } });

function addVideo(fields: object = {}) {
  return world.db.media.create({
    data: {
      ...{ ownerId: editor.id, type: 'video', purpose: 'film.video', mimeType: 'video/mp4' },
      ...{ status: 'ready', generation: 1, fileName: 'film.mp4', byteSize: film.length },
      storageKey: `videos/${crypto.randomUUID()}.mp4`,
      ...fields,
    },
  });
}

/** A film as it stands right after its upload was completed. */
async function uploadedFilm(): Promise<MediaRun> {
  const media = await addVideo({ status: 'processing' });
  const { storageKey: key } = media;
  await world.ports.storage.writeBytes({ key, contentType: 'video/mp4', body: film });
  return { mediaId: media.id, type: 'video', generation: 1 };
}

async function process(
  run: MediaRun,
  between = async () => {},
  tools: Ports = world.ports,
): Promise<string[]> {
  const written: string[] = [];
  const { storage } = world.ports;
  const writeFile: typeof storage.writeFile = async (object) => {
    written.push(pathInRun(object.key));
    await storage.writeFile(object);
  };
  const ports = { ...tools, storage: { ...storage, writeFile } };
  const facts = await inspectVideo(run, ports);
  await publishPoster(run, facts, ports);
  await between();
  await publishLadder(run, facts, ports);
  await finishRun(run, ports);
  await removeWorkspace(run);
  return written;
}

async function bytesOf({ mediaId }: MediaRun, name: RenditionName): Promise<Buffer> {
  const row = await world.db.rendition.findFirstOrThrow({ where: { mediaId, name } });
  return buffer(await world.ports.storage.read(row.storageKey ?? ''));
}

async function posterColour(run: MediaRun): Promise<string | undefined> {
  const path = join(clips.folder, `${run.mediaId}.jpg`);
  await writeFile(path, await bytesOf(run, 'poster'));
  const rgb = await colourIn(binaries, path, [0, 0, 64, 48]);
  return colours[rgb.indexOf(Math.max(...rgb))];
}

describe('another moment', { timeout: 60_000 }, () => {
  test('makes the poster again and nothing else; the old one is shown until then', async () => {
    const run = await uploadedFilm();
    await process(run);
    const { urls } = await mediaOf(run);
    expect(await posterColour(run)).toBe('lime');

    const chosen = await changeMedia(run.mediaId, { posterSeconds: 2.5, version: 1 }, context());
    expect(chosen).toMatchObject({ status: 'processing', posterSeconds: 2.5, version: 2, urls });
    const event = await world.db.outboxEvent.findUniqueOrThrow({
      where: { id: `media-uploaded-${run.mediaId}-2` },
    });
    expect(event.data).toMatchObject({ mediaId: run.mediaId, type: 'video', generation: 2 });
    expect(await process({ ...run, generation: 2 })).toEqual(['2/poster/poster.jpg']);
    expect(await posterColour(run)).toBe('blue');
    const after = await mediaOf(run);
    expect(after).toMatchObject({ status: 'ready', posterSeconds: 2.5 });
    expect(after.urls).toEqual({ ...urls, poster: expect.stringContaining('v=2') });

    await changeMedia(run.mediaId, { posterSeconds: null, version: 2 }, context());
    expect(await process({ ...run, generation: 3 })).toEqual(['3/poster/poster.jpg']);
    expect(await posterColour(run)).toBe('lime');
  });

  test('chosen while the film is encoded, it takes nothing from it: a short run follows', async () => {
    const run = await uploadedFilm();
    const ports = { ...world.ports, sendWaitingEvents: vi.fn() };
    const choose = async () => {
      const patch = { posterSeconds: 0.5, version: 1 };
      const chosen = await changeMedia(run.mediaId, patch, context(ports));
      expect(chosen).toMatchObject({ status: 'processing', posterSeconds: 0.5, version: 2 });
      expect((await rowOf(run)).generation).toBe(1);
    };
    await process(run, choose, ports);
    expect(await posterColour(run)).toBe('lime');
    expect(await rowOf(run)).toMatchObject({
      ...{ status: 'processing', generation: 2, isPosterLate: false, readyAt: expect.any(Date) },
    });
    // Once by the choice, once by the end of the run.
    expect(ports.sendWaitingEvents).toHaveBeenCalledTimes(2);

    expect(await process({ ...run, generation: 2 })).toEqual(['2/poster/poster.jpg']);
    expect(await posterColour(run)).toBe('red');
    expect(await rowOf(run)).toMatchObject({ status: 'ready', generation: 2 });
  });

  test('chosen before its film arrived, it is that of the first run', async () => {
    const run = await uploadedFilm();
    const { mediaId: id } = run;
    await world.db.media.update({ where: { id }, data: { status: 'uploading' } });
    const patch = { posterSeconds: 60, version: 1 };
    expect(await changeMedia(id, patch, context())).toMatchObject({ status: 'uploading' });
    await world.db.media.update({ where: { id }, data: { status: 'processing' } });
    await process(run);
    // Nobody knew how long it is: the last frame is nearest.
    expect(await posterColour(run)).toBe('blue');
    expect(await rowOf(run)).toMatchObject({ status: 'ready', generation: 1 });
  });
});

test('the same moment again, or another title, starts no run; a failed one waits for the next', async () => {
  const { id } = await addVideo({ posterSeconds: 1.5, durationSeconds: 3 });
  const same = { posterSeconds: 1.5, title: 'Quay', version: 1 };
  expect(await changeMedia(id, same, context())).toMatchObject({ status: 'ready', version: 2 });
  await world.db.media.update({ where: { id }, data: { status: 'failed' } });
  const patch = { posterSeconds: 2, version: 2 };
  const changed = await changeMedia(id, patch, context());
  expect(changed).toMatchObject({ status: 'failed', posterSeconds: 2 });
  expect(await world.db.media.findUnique({ where: { id } })).toMatchObject({
    ...{ generation: 1, isPosterLate: false },
  });
});

test('a moment after the end is refused, and any of what is no video', async () => {
  const { id } = await addVideo({ durationSeconds: 3 });
  const refusal = { code: 'invalid_request', fields: [{ path: 'posterSeconds' }] };
  const late = changeMedia(id, { posterSeconds: 3.01, version: 1 }, context());
  await expect(late).rejects.toMatchObject(refusal);
  const atTheEnd = await changeMedia(id, { posterSeconds: 3, version: 1 }, context());
  expect(atTheEnd).toMatchObject({ posterSeconds: 3, version: 2 });

  const image = await addVideo({ type: 'image', purpose: 'media.image' });
  const ofImage = changeMedia(image.id, { posterSeconds: 0, version: 1 }, context());
  await expect(ofImage).rejects.toMatchObject(refusal);
  const none = await changeMedia(image.id, { posterSeconds: null, version: 1 }, context());
  expect(none).toMatchObject({ status: 'ready', posterSeconds: null });
});
