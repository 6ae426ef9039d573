import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openDatabase } from '#lib/db/client.ts';
import {
  type Clips,
  clipFolder,
  npmBinaries,
  picture,
  playable,
  tone,
} from '#lib/ffmpeg/test-clips.ts';
import type { MediaRun } from '#lib/jobs/events.ts';
import type { Ports } from '#lib/ports/ports.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { AppError } from '#lib/shared/errors.ts';
import { MediaFailure } from '#lib/shared/media-failure.ts';
import { samplePng } from '#lib/testing/sample-files.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { deleteMedia, getMedia, reprocessMedia } from './media.ts';
import { publishAudio } from './process-audio.ts';
import { publishImage } from './process-image.ts';
import { inspectVideo, publishLadder, publishPoster } from './process-video.ts';
import { failRun, finishRun, Superseded, withProgress } from './processing-run.ts';
import { watchMedia } from './watch-media.ts';
import { removeWorkspace } from './workspace.ts';

/** Before an encoder says anything, a busy machine takes its time. */
const encoderStarts = { timeout: 20_000 };

let world: TestWorld;
let editor: Actor;
let clips: Clips;
let clip: Buffer;
/** Takes a while to encode. */
let long: Buffer;

beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
  clips = await clipFolder(await npmBinaries());
  clip = await readFile(
    await clips.make('clip.mp4', ...picture('640x360', 2), ...tone(2), ...playable),
  );
  long = await readFile(await clips.make('long.mp4', ...picture('1280x720', 8), ...playable));
});
afterAll(async () => {
  await clips.remove();
  await world.close();
});

const types = {
  audio: ['media.audio', 'audio/wav', 'wav'],
  video: ['film.video', 'video/mp4', 'mp4'],
  image: ['film.poster', 'image/png', 'png'],
} as const;

/** A media as it stands right after its upload was completed. */
async function stored(type: keyof typeof types, file: Buffer): Promise<MediaRun> {
  const [purpose, mimeType, extension] = types[type];
  const storageKey = `${type}s/${crypto.randomUUID()}.${extension}`;
  await world.ports.storage.writeBytes({ key: storageKey, contentType: mimeType, body: file });
  const { id } = await world.db.media.create({
    data: {
      ...{ ownerId: editor.id, type, purpose, mimeType, storageKey },
      status: 'processing',
      fileName: `file.${extension}`,
      byteSize: file.length,
      generation: 1,
    },
  });
  return { mediaId: id, type, generation: 1 };
}

async function processVideo(run: MediaRun): Promise<void> {
  const facts = await inspectVideo(run, world.ports);
  await publishPoster(run, facts, world.ports);
  await publishLadder(run, facts, world.ports);
  await finishRun(run, world.ports);
  await removeWorkspace(run);
}

const watchedMedia = ({ mediaId: id }: MediaRun) =>
  world.db.media.findUniqueOrThrow({ where: { id } });
const context = () => ({ actor: editor, ports: world.ports });
const media = ({ mediaId }: MediaRun) => getMedia(mediaId, context());
async function objectsOf({ mediaId }: MediaRun): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of world.ports.storage.list(`renditions/${mediaId}/`)) keys.push(key);
  return keys;
}

describe('a video', () => {
  test('becomes ready with poster, MP4, ladder and storyboard; the poster is there first', async () => {
    const run = await stored('video', clip);
    const facts = await inspectVideo(run, world.ports);
    await publishPoster(run, facts, world.ports);
    expect(await media(run)).toMatchObject({
      ...{ status: 'processing', width: 640, height: 360 },
      metadata: { playsAsIs: true },
    });
    expect(Object.keys((await media(run)).urls).sort()).toEqual(['original', 'poster']);

    await publishLadder(run, facts, world.ports);
    await finishRun(run, world.ports);
    const ready = await media(run);
    expect(ready).toMatchObject({ status: 'ready', progress: 1 });
    expect(ready.duration).toBeCloseTo(2, 1);
    expect(Object.keys(ready.urls).sort()).toEqual(
      ['hls', 'mp4', 'original', 'poster', 'storyboard'].sort(),
    );
    const key = (await objectsOf(run)).find((stored) => stored.endsWith('/hls/master.m3u8'));
    const master = await text(await world.ports.storage.read(key ?? ''));
    expect(master).toContain('RESOLUTION=640x360');
  });

  test('a step that is repeated, after a crash for example, changes nothing', async () => {
    const run = await stored('video', clip);
    await processVideo(run);
    const before = [await media(run), await objectsOf(run)];
    await finishRun(run, world.ports);
    expect([await media(run), await objectsOf(run)]).toEqual(before);
  });

  test('all made again, the old outputs stay until the new ones are whole, then go', async () => {
    const run = await stored('video', clip);
    await processVideo(run);
    const again = await reprocessMedia(run.mediaId, { ...context(), wish: { force: true } });
    expect(again).toMatchObject({ status: 'processing', progress: 0 });
    expect(again.urls.mp4).toContain('v=1');
    await expect(reprocessMedia(run.mediaId, context())).rejects.toMatchObject({
      code: 'conflict',
    });

    await processVideo({ ...run, generation: 2, again: 'all' });
    expect((await media(run)).urls.mp4).toContain('v=2');
    expect((await objectsOf(run)).every((key) => key.includes(`${run.mediaId}/2-`))).toBe(true);
  });

  test('a new stage is told at once, not with the next beat', async () => {
    const run = await stored('image', await samplePng());
    vi.useFakeTimers({ toFake: ['setInterval'] });
    try {
      await withProgress(run, world.ports, new AbortController().signal, async ({ report }) => {
        report(0.5, 'store');
        // The clock of the beats stands still: without a write of its own this never ends.
        while ((await watchedMedia(run)).stage !== 'store') await setImmediate();
      });
    } finally {
      vi.useRealTimers();
    }
  });

  test('a run that was overtaken publishes nothing', async () => {
    const run = await stored('video', clip);
    const facts = await inspectVideo(run, world.ports);
    await world.db.media.update({ where: { id: run.mediaId }, data: { generation: 2 } });
    await expect(publishLadder(run, facts, world.ports)).rejects.toThrow(Superseded);
    await finishRun(run, world.ports);
    expect(await media(run)).toMatchObject({ status: 'processing', urls: {} });
  });

  test('a step called again while it still runs replaces the older attempt, and works', async () => {
    const run = await stored('video', long);
    const facts = await inspectVideo(run, world.ports);
    const abandoned = publishLadder(run, facts, world.ports);
    const abandonedEnds = expect(abandoned).rejects.toThrow(Superseded);
    await vi.waitFor(async () => {
      expect((await watchedMedia(run)).stage).toBe('encode');
    }, encoderStarts);
    await publishLadder(run, facts, world.ports);
    await abandonedEnds;
    await finishRun(run, world.ports);
    expect(await media(run)).toMatchObject({ status: 'ready' });
  }, 90_000);

  test('deleting it while it is encoded stops the encoder and leaves nothing', async () => {
    const run = await stored('video', long);
    const facts = await inspectVideo(run, world.ports);
    const encoding = publishLadder(run, facts, world.ports);
    encoding.catch(() => {});
    await vi.waitFor(async () => {
      expect((await watchedMedia(run)).stage).toBe('encode');
    }, encoderStarts);
    await deleteMedia(run.mediaId, { ...context(), isForced: false });
    await expect(encoding).rejects.toThrow(Superseded);
    expect(await objectsOf(run)).toEqual([]);
    await removeWorkspace(run);
  }, 90_000);
});

describe('when something is away', () => {
  /** The store, whose objects cannot be removed just now. */
  function stubborn(): Ports {
    const { storage } = world.ports;
    const remove: typeof storage.remove = async (keys) =>
      keys.map((key) => ({ key, message: 'InternalError' }));
    return { ...world.ports, storage: { ...storage, remove } };
  }
  const unavailable = { code: 'storage_unavailable' };

  test('what a failed run left is removed as soon as that works', async () => {
    const run = await stored('video', clip);
    const key = `renditions/${run.mediaId}/1/ladder/360p.mp4`;
    await world.ports.storage.writeBytes({ key, contentType: 'video/mp4', body: clip });
    const failure = new MediaFailure('corrupt_file', 'Broken.');
    await expect(failRun(run, failure, stubborn())).rejects.toMatchObject(unavailable);
    expect(await media(run)).toMatchObject({ status: 'failed' });
    expect(await objectsOf(run)).toEqual([key]);
    // The last word of the function that failed.
    const last = new MediaFailure('internal', 'Processing did not work.');
    expect(await failRun(run, last, world.ports)).toBe(false);
    expect(await media(run)).toMatchObject({ failure: { code: 'corrupt_file' } });
    expect(await objectsOf(run)).toEqual([]);
  });

  test('what a ready run replaced is removed as soon as that works, whatever is given up', async () => {
    const run = await stored('image', await samplePng());
    await publishImage(run, world.ports);
    await reprocessMedia(run.mediaId, { ...context(), wish: { force: true } });
    const second = { ...run, generation: 2, again: 'all' } as const;
    await expect(publishImage(second, stubborn())).rejects.toMatchObject(unavailable);
    expect(await media(run)).toMatchObject({ status: 'ready' });
    expect(await failRun(second, new MediaFailure('internal', 'Over.'), world.ports)).toBe(false);
    expect(await media(run)).toMatchObject({ status: 'ready' });
    const objects = await objectsOf(run);
    expect(objects).toHaveLength(5);
    expect(objects.every((key) => key.includes(`${run.mediaId}/2-`))).toBe(true);
  });

  test('what is encoded is stored when the store and the database are back', async () => {
    const run = await stored('video', clip);
    const facts = await inspectVideo(run, world.ports);
    const { storage } = world.ports;
    const nowhere = openDatabase('postgresql://nobody@127.0.0.1:9/nothing');
    const once = [
      () => Promise.reject(new AppError('storage_unavailable', 'Away.')),
      () => nowhere.media.count(),
    ];
    const writeFile: typeof storage.writeFile = async (object) => {
      if (object.key.endsWith('/master.m3u8')) await once.shift()?.();
      await storage.writeFile(object);
    };
    const ports = { ...world.ports, storage: { ...storage, writeFile } };
    await publishLadder(run, facts, ports);
    expect(once).toEqual([]);
    await finishRun(run, world.ports);
    expect((await media(run)).urls.hls).toContain('/1/master.m3u8');
    await removeWorkspace(run);
  });

  test('what another machine entered meanwhile is not stored over', async () => {
    const run = await stored('video', long);
    const facts = await inspectVideo(run, world.ports);
    const { storage } = world.ports;
    const written: string[] = [];
    const writeFile: typeof storage.writeFile = async (object) => {
      written.push(object.key);
      await storage.writeFile(object);
    };
    const ports = { ...world.ports, storage: { ...storage, writeFile } };
    const slower = publishLadder(run, facts, ports);
    await vi.waitFor(async () => {
      expect((await watchedMedia(run)).stage).toBe('encode');
    }, encoderStarts);
    const names = ['mp4', 'hls', 'storyboard'];
    await world.db.rendition.updateMany({
      where: { mediaId: run.mediaId, name: { in: names } },
      data: { status: 'ready' },
    });
    await slower;
    expect(written).toEqual([]);
    await removeWorkspace(run);
  }, 90_000);
});

describe('what does not work', () => {
  test('a broken video fails with its reason, keeps its original and shows nothing half-made', async () => {
    const run = await stored('video', clip.subarray(0, 2000));
    const failure = await inspectVideo(run, world.ports).catch((error: unknown) => error);
    if (!(failure instanceof MediaFailure)) throw failure;
    await failRun(run, failure, world.ports);
    const failed = await media(run);
    expect(failed).toMatchObject({ status: 'failed', failure: { code: 'corrupt_file' } });
    expect(Object.keys(failed.urls)).toEqual(['original']);
    expect((await reprocessMedia(run.mediaId, context())).status).toBe('processing');
  });

  test('failing shows nothing of what the run had made so far, and all of what an earlier run made', async () => {
    const run = await stored('video', clip);
    await processVideo(run);
    const before = await objectsOf(run);
    await reprocessMedia(run.mediaId, { ...context(), wish: { force: true } });
    const second = { ...run, generation: 2, again: 'all' } as const;
    await publishPoster(second, await inspectVideo(second, world.ports), world.ports);
    expect((await media(run)).urls.poster).toContain('v=2');
    await failRun(second, new MediaFailure('internal', 'Broke.'), world.ports);
    expect(await objectsOf(run)).toEqual(expect.arrayContaining(before));
    expect((await media(run)).urls.poster).toContain('v=1');
  });

  test('an original that is gone is said to be gone', async () => {
    const run = await stored('image', await samplePng());
    const { storageKey } = await world.db.media.findUniqueOrThrow({ where: { id: run.mediaId } });
    await world.ports.storage.remove([storageKey]);
    await expect(publishImage(run, world.ports)).rejects.toMatchObject({ code: 'source_missing' });
    await failRun(run, new MediaFailure('source_missing', 'Gone.'), world.ports);
    await expect(reprocessMedia(run.mediaId, context())).rejects.toMatchObject({
      code: 'conflict',
    });
  });
});

test('an image becomes ready with its sizes, never enlarged, and a placeholder', async () => {
  const run = await stored('image', await samplePng({ width: 800, height: 600 }));
  await publishImage(run, world.ports);
  const ready = await media(run);
  expect(ready).toMatchObject({ status: 'ready', width: 800, height: 600 });
  expect(ready.placeholder).toBeTruthy();
  const sizes = await world.db.rendition.findMany({
    where: { mediaId: run.mediaId },
    select: { name: true, width: true, height: true },
    orderBy: { name: 'asc' },
  });
  expect(sizes).toEqual([
    { name: 'large', width: 800, height: 600 },
    { name: 'medium', width: 640, height: 480 },
    { name: 'small', width: 320, height: 240 },
    { name: 'thumbnail', width: 150, height: 150 },
    { name: 'webp', width: 640, height: 480 },
  ]);
});

test('a crash between showing the new sizes of an image and removing the old ones leaves none', async () => {
  const run = await stored('image', await samplePng());
  await publishImage(run, world.ports);
  await reprocessMedia(run.mediaId, { ...context(), wish: { force: true } });
  const second = { ...run, generation: 2, again: 'all' } as const;
  const remove = () => Promise.reject(new Error('crashed'));
  const crashing = { ...world.ports, storage: { ...world.ports.storage, remove } };
  await expect(publishImage(second, crashing)).rejects.toThrow('crashed');
  expect(await media(run)).toMatchObject({ status: 'ready' });
  expect((await objectsOf(run)).some((key) => key.includes(`${run.mediaId}/1-`))).toBe(true);
  await publishImage(second, world.ports);
  expect((await objectsOf(run)).every((key) => key.includes(`${run.mediaId}/2-`))).toBe(true);
  expect((await media(run)).urls.small).toContain('v=2');
});

test('a sound becomes ready with an MP3', async () => {
  const path = await clips.make('tone.wav', ...tone(2));
  const run = await stored('audio', await readFile(path));
  await publishAudio(run, world.ports);
  const ready = await media(run);
  expect(ready).toMatchObject({ status: 'ready', metadata: { codec: 'pcm_s16le' } });
  expect(ready.duration).toBeCloseTo(2, 1);
  expect(ready.displayUrl).toBe(ready.urls.mp3);
});

test('who watches is told of every change, and the end', async () => {
  const run = await stored('image', await samplePng());
  const { signal } = new AbortController();
  const moments = watchMedia(run.mediaId, { ...context(), signal, lastSeen: null });
  const seen = [(await moments.next()).value?.event.status];
  await publishImage(run, world.ports);
  for await (const { event } of moments) seen.push(event.status);
  expect(seen[0]).toBe('processing');
  expect(seen.at(-1)).toBe('ready');
});

test('a stranger cannot watch', async () => {
  const run = await stored('image', await samplePng());
  const actor = await world.addUser();
  const { signal } = new AbortController();
  const moments = watchMedia(run.mediaId, { ...context(), actor, signal, lastSeen: null });
  await expect(moments.next()).rejects.toMatchObject({ code: 'not_found' });
});
