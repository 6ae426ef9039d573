// What runs make, take over and leave behind.
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { env } from '#lib/env/env.ts';
import {
  type Clips,
  clipFolder,
  encodeAgain,
  npmBinaries,
  picture,
  tone,
} from '#lib/ffmpeg/test-clips.ts';
import { type MediaRun, mediaUploaded } from '#lib/jobs/events.ts';
import type { Ports } from '#lib/ports/ports.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { MediaFailure } from '#lib/shared/media-failure.ts';
import type { Reprocess } from '#lib/shared/schemas/media.ts';
import { pathInRun } from '#lib/testing/path-in-run.ts';
import { samplePng } from '#lib/testing/sample-files.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { readPlaylist } from './deliver.ts';
import { listRenditions } from './list-renditions.ts';
import { deleteMedia, getMedia, reprocessMedia } from './media.ts';
import { publishAudio } from './process-audio.ts';
import { publishImage } from './process-image.ts';
import { inspectVideo, publishLadder, publishPoster } from './process-video.ts';
import { discardRun, failRun, finishRun, Superseded } from './processing-run.ts';
import { startNextRun } from './start-run.ts';
import { removeWorkspace } from './workspace.ts';

const settings = vi.hoisted(() => ({ VIDEO_CRF: 23 }));
vi.mock('../env/env.ts', async (original) => {
  const real = await original<typeof import('../env/env.ts')>();
  return { ...real, env: () => ({ ...real.env(), ...settings }) };
});

let world: TestWorld;
let editor: Actor;
let clips: Clips;
let clip: Buffer;
let sound: Buffer;

beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
  clips = await clipFolder(await npmBinaries());
  clip = await readFile(
    await clips.make('clip.mp4', ...picture('160x120', 1), ...tone(1), ...encodeAgain),
  );
  sound = await readFile(await clips.make('tone.wav', ...tone(1)));
});
afterAll(async () => {
  await clips.remove();
  await world.close();
});
beforeEach(() => {
  settings.VIDEO_CRF = 23;
});

const types = {
  video: ['film.video', 'video/mp4'],
  image: ['film.poster', 'image/png'],
  audio: ['media.audio', 'audio/wav'],
} as const;

/** A media as it stands right after its upload was completed. */
async function stored(type: MediaRun['type'], file: Buffer): Promise<MediaRun> {
  const [purpose, mimeType] = types[type];
  const storageKey = `${type}s/${crypto.randomUUID()}.bin`;
  await world.ports.storage.writeBytes({ key: storageKey, contentType: mimeType, body: file });
  const { id } = await world.db.media.create({
    data: {
      ...{ ownerId: editor.id, type, purpose, mimeType, storageKey, status: 'processing' },
      ...{ fileName: 'file.bin', byteSize: file.length, generation: 1 },
    },
  });
  return { mediaId: id, type, generation: 1 };
}

const context = () => ({ actor: editor, ports: world.ports });
const mediaOf = ({ mediaId }: MediaRun) => getMedia(mediaId, context());

/** The run its event starts, as the functions get it. */
async function runOf({ mediaId }: MediaRun): Promise<MediaRun> {
  const { generation } = await world.db.media.findUniqueOrThrow({ where: { id: mediaId } });
  const { data } = await world.db.outboxEvent.findUniqueOrThrow({
    where: { id: `media-uploaded-${mediaId}-${generation}` },
  });
  return mediaUploaded.schema.parse(data);
}

/** Begins the next run as a person does. */
async function again(run: MediaRun, wish: Reprocess = {}): Promise<MediaRun> {
  await reprocessMedia(run.mediaId, { ...context(), wish });
  return runOf(run);
}

/** Everything a run stores, without the folder of its media: `2/poster/poster.jpg`. */
function watched(): { ports: Ports; written: string[] } {
  const written: string[] = [];
  const { storage } = world.ports;
  const writeFile: typeof storage.writeFile = async (object) => {
    written.push(pathInRun(object.key));
    await storage.writeFile(object);
  };
  return { written, ports: { ...world.ports, storage: { ...storage, writeFile } } };
}

async function makeVideo(run: MediaRun, ports: Ports = world.ports): Promise<void> {
  const facts = await inspectVideo(run, ports);
  await publishPoster(run, facts, ports);
  await publishLadder(run, facts, ports);
}

/** A whole run; answers what it stored. */
async function runThrough(run: MediaRun): Promise<string[]> {
  const { ports, written } = watched();
  if (run.type === 'image') await publishImage(run, ports);
  else if (run.type === 'audio') await publishAudio(run, ports);
  else {
    await makeVideo(run, ports);
    await finishRun(run, ports);
  }
  await removeWorkspace(run);
  expect(await mediaOf(run)).toMatchObject({ status: 'ready' });
  return written.sort();
}

async function keysOf({ mediaId }: MediaRun): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of world.ports.storage.list(`renditions/${mediaId}/`)) keys.push(key);
  return keys;
}

const objectsOf = async (run: MediaRun) => (await keysOf(run)).map(pathInRun);

/** Every object is named by a row, and every row's objects are there. */
async function expectNothingAstray(run: MediaRun): Promise<void> {
  const rows = await world.db.rendition.findMany({ where: { mediaId: run.mediaId } });
  const named = rows.flatMap(({ objectKeys }) => objectKeys);
  expect((await keysOf(run)).sort()).toEqual([...new Set(named)].sort());
}

const foldersOf = (keys: string[]) => [...new Set(keys.map((key) => key.split('/')[1]))].sort();
const generationsOf = (keys: string[]) => [...new Set(keys.map((key) => key.split('/')[0]))].sort();
const ladder = ['hls', 'ladder', 'storyboard'];

describe('a video processed again', () => {
  test('is taken over whole when nothing changed: nothing is made, no address changes', async () => {
    const first = await stored('video', clip);
    await runThrough(first);
    const before = { objects: await objectsOf(first), urls: (await mediaOf(first)).urls };
    const second = await again(first);
    expect(await runThrough(second)).toEqual([]);
    expect({ objects: await objectsOf(first), urls: (await mediaOf(first)).urls }).toEqual(before);
    const { text: master } = await readPlaylist(first.mediaId, ['1', 'master.m3u8'], context());
    expect(master).toContain('RESOLUTION=160x120');

    // And from a row that was taken over itself.
    expect(await runThrough(await again(first))).toEqual([]);
    await expectNothingAstray(first);
    await deleteMedia(first.mediaId, { ...context(), isForced: false });
    expect(await objectsOf(first)).toEqual([]);
  });

  test('with other settings gets a new ladder and keeps its poster; the old ladder goes', async () => {
    const first = await stored('video', clip);
    await runThrough(first);
    settings.VIDEO_CRF = 30;
    const written = await runThrough(await again(first));
    expect(foldersOf(written)).toEqual(ladder);
    expect(generationsOf(written)).toEqual(['2']);
    const kept = (await objectsOf(first)).filter((key) => key.startsWith('1/'));
    expect(kept).toEqual(['1/poster/poster.jpg']);
    await expectNothingAstray(first);
    const { urls } = await mediaOf(first);
    expect(urls.poster).toContain('v=1');
    expect(urls.hls).toContain('/2/master.m3u8');
    await deleteMedia(first.mediaId, { ...context(), isForced: false });
    expect(await objectsOf(first)).toEqual([]);
  });

  test('makes again what was asked for, with what comes from the same encode, and no more', async () => {
    const first = await stored('video', clip);
    await runThrough(first);
    expect(await runThrough(await again(first, { rendition: 'poster' }))).toEqual([
      '2/poster/poster.jpg',
    ]);
    expect(foldersOf(await runThrough(await again(first, { renditions: ['hls'] })))).toEqual(
      ladder,
    );
    await expectNothingAstray(first);
    const all = await runThrough(await again(first, { force: true }));
    expect(foldersOf(all)).toEqual([...ladder, 'poster'].sort());
    expect(generationsOf(await objectsOf(first))).toEqual(['4']);
  });

  test('makes again what is no longer stored', async () => {
    const first = await stored('video', clip);
    await runThrough(first);
    const lost = (await keysOf(first)).find((key) => key.includes('/hls/')) ?? '';
    await world.ports.storage.remove([lost]);
    expect(foldersOf(await runThrough(await again(first)))).toEqual(ladder);
    await expectNothingAstray(first);
  });

  test('a wish outlives a lost run, and what was made since is not made once more', async () => {
    const first = await stored('video', clip);
    await runThrough(first);
    const second = await again(first, { force: true });
    const facts = await inspectVideo(second, world.ports);
    await publishPoster(second, facts, world.ports);
    // Its machine goes away here; it is begun again with the same wish.
    const { again: wish, askedIn } = second;
    const row = await world.db.media.findUniqueOrThrow({ where: { id: first.mediaId } });
    await world.db.$transaction((tx) =>
      startNextRun(tx, row, { expected: {}, now: new Date(), revivals: 1, again: wish, askedIn }),
    );
    const third = await runOf(first);
    expect(third).toMatchObject({ generation: 3, again: 'all', askedIn: 2, ownerId: editor.id });
    expect(foldersOf(await runThrough(third))).toEqual(ladder);
    await expectNothingAstray(first);
  });
});

describe('a run that fails', () => {
  test('is said to be failed also after a step of it came late', async () => {
    const run = await stored('video', clip);
    const facts = await inspectVideo(run, world.ports);
    await failRun(run, new MediaFailure('processing_stalled', 'Silent.'), world.ports);
    const statuses = async () =>
      (await world.db.rendition.findMany({ where: { mediaId: run.mediaId } })).map(
        ({ status }) => status,
      );
    const before = await statuses();
    await expect(publishPoster(run, facts, world.ports)).rejects.toThrow(Superseded);
    await expect(publishLadder(run, facts, world.ports)).rejects.toThrow(Superseded);
    expect(await statuses()).toEqual(before);
    expect(before).not.toContain('running');
    await removeWorkspace(run);
  });

  test('at its end keeps what it made, unseen, and the next run takes it over', async () => {
    const first = await stored('video', clip);
    await makeVideo(first);
    await failRun(first, new MediaFailure('internal', 'Broke at last.'), world.ports);
    expect(Object.keys((await mediaOf(first)).urls)).toEqual(['original']);
    const { results } = await listRenditions(first.mediaId, context());
    expect(results.map(({ status }) => status)).toEqual(['ready', 'ready', 'ready', 'ready']);
    const objects = await objectsOf(first);
    expect(foldersOf(objects)).toEqual([...ladder, 'poster'].sort());

    expect(await runThrough(await again(first))).toEqual([]);
    expect(await objectsOf(first)).toEqual(objects);
    expect(Object.keys((await mediaOf(first)).urls)).toHaveLength(5);
  });

  test('leaves nothing for ever: the next whole run that makes its own removes it', async () => {
    const first = await stored('video', clip);
    await makeVideo(first);
    await failRun(first, new MediaFailure('internal', 'Broke at last.'), world.ports);
    settings.VIDEO_CRF = 30;
    await runThrough(await again(first));
    await expectNothingAstray(first);
    expect((await objectsOf(first)).filter((key) => key.startsWith('1/'))).toEqual([
      '1/poster/poster.jpg',
    ]);
  });

  test('goes with its media when nobody tries again', async () => {
    const first = await stored('video', clip);
    await makeVideo(first);
    await failRun(first, new MediaFailure('internal', 'Broke at last.'), world.ports);
    await deleteMedia(first.mediaId, { ...context(), isForced: false });
    expect(await objectsOf(first)).toEqual([]);
  });

  test('says of what it was at how the process ended, without paths', async () => {
    const run = await stored('video', clip);
    const facts = await inspectVideo(run, world.ports);
    await publishPoster(run, facts, world.ports);
    // The local copy breaks.
    const folder = join(env().MEDIA_TMP_DIR ?? '', `${run.mediaId}-1`);
    const { size } = await stat(join(folder, 'source'));
    await writeFile(join(folder, 'source'), Buffer.alloc(size, 'x'));
    const failure = await publishLadder(run, facts, world.ports).catch((error: unknown) => error);
    if (!(failure instanceof MediaFailure)) throw failure;
    await failRun(run, failure, world.ports);
    await removeWorkspace(run);

    const { results } = await listRenditions(run.mediaId, context());
    expect(results.map(({ name, status }) => [name, status])).toEqual([
      ['poster', 'ready'],
      ['mp4', 'failed'],
      ['hls', 'failed'],
      ['storyboard', 'failed'],
    ]);
    const [{ logTail: ofPoster } = {}, { logTail = '' } = {}] = results;
    expect(ofPoster).toBeUndefined();
    expect(logTail).toMatch(/source.*invalid data/i);
    expect(logTail).not.toContain('/');
    expect(await objectsOf(run)).toEqual(['1/poster/poster.jpg']);

    expect(foldersOf(await runThrough(await again(run)))).toEqual(ladder);
  });

  test('what came to nothing is made again, even where an older one would do', async () => {
    const first = await stored('video', clip);
    await runThrough(first);
    const second = await again(first, { rendition: 'poster' });
    const facts = await inspectVideo(second, world.ports);
    await failRun(second, new MediaFailure('internal', 'No poster.'), world.ports);
    expect((await mediaOf(first)).urls.poster).toContain('v=1');
    expect(await runThrough(await again(first))).toEqual(['3/poster/poster.jpg']);
    await expect(publishPoster(second, facts, world.ports)).rejects.toThrow(Superseded);
  });
});

describe('runs that overlap', () => {
  test('a step that is repeated after it entered what it made does not make it again', async () => {
    const run = await stored('video', clip);
    await makeVideo(run);
    const { ports, written } = watched();
    await makeVideo(run, ports);
    expect(written).toEqual([]);
    await finishRun(run, ports);
    await expectNothingAstray(run);
  });

  test('a run lost between taking over and its end is followed by one that takes over from it', async () => {
    const first = await stored('video', clip);
    await runThrough(first);
    const objects = await objectsOf(first);
    const second = await again(first);
    const facts = await inspectVideo(second, world.ports);
    const row = await world.db.media.findUniqueOrThrow({ where: { id: first.mediaId } });
    await world.db.$transaction((tx) =>
      startNextRun(tx, row, { expected: {}, now: new Date(), revivals: 1 }),
    );
    expect(await runThrough(await runOf(first))).toEqual([]);
    // The lost one turns up after all.
    await expect(publishLadder(second, facts, world.ports)).rejects.toThrow(Superseded);
    await finishRun(second, world.ports);
    await discardRun(second, world.ports);
    expect(await objectsOf(first)).toEqual(objects);
    await expectNothingAstray(first);
  });

  test('one that is overtaken while it stores leaves nothing, and takes nothing from the other', async () => {
    const first = await stored('video', clip);
    await runThrough(first);
    const second = await again(first, { renditions: ['mp4'] });
    const facts = await inspectVideo(second, world.ports);
    await publishPoster(second, facts, world.ports);
    const { storage } = world.ports;
    let isOvertaken = false;
    const writeFile: typeof storage.writeFile = async (object) => {
      if (!isOvertaken) {
        isOvertaken = true;
        const row = await world.db.media.findUniqueOrThrow({ where: { id: first.mediaId } });
        await world.db.$transaction((tx) =>
          startNextRun(tx, row, { expected: {}, now: new Date() }),
        );
        await runThrough(await runOf(first));
      }
      await storage.writeFile(object);
    };
    const ports = { ...world.ports, storage: { ...storage, writeFile } };
    await expect(publishLadder(second, facts, ports)).rejects.toThrow(Superseded);
    expect(await discardRun(second, ports)).toBe(true);
    await removeWorkspace(second);
    await expectNothingAstray(first);
    const { hls = '' } = (await mediaOf(first)).urls;
    expect(hls).toContain('/3/master.m3u8');
    const master = (await keysOf(first)).find((key) => /\/3-\w+\/\d+\/hls\/master/.test(key)) ?? '';
    const stream = await world.ports.storage.read(master);
    expect(await text(stream)).toContain('RESOLUTION=160x120');
  });
});

describe('an image', () => {
  test('unchanged, nothing is made; with another focal point its square alone', async () => {
    const first = await stored('image', await samplePng());
    await runThrough(first);
    expect(await runThrough(await again(first))).toEqual([]);
    const { placeholder } = await mediaOf(first);
    expect(placeholder).toBeTruthy();
    await world.db.media.update({
      where: { id: first.mediaId },
      data: { focalX: 0.2, focalY: 0.8 },
    });
    expect(await runThrough(await again(first))).toEqual(['3/thumbnail.jpg']);
    expect(await runThrough(await again(first, { rendition: 'webp' }))).toEqual(['4/webp.webp']);
    await expectNothingAstray(first);
    const { results } = await listRenditions(first.mediaId, context());
    expect(results.map(({ name, status }) => `${name} ${status}`)).toEqual([
      ...['thumbnail ready', 'small ready', 'medium ready', 'large ready', 'webp ready'],
    ]);
  });

  test('that is new costs no more than entering its rows once', async () => {
    const asked: string[] = [];
    const db = world.db.$extends({
      query: {
        $allOperations({ model, operation, args, query }) {
          asked.push(`${model ?? 'raw'} ${operation}`);
          return query(args);
        },
      },
    });
    const ports = { ...world.ports, db: db as unknown as Ports['db'] };
    const run = await stored('image', await samplePng());
    await publishImage(run, ports);
    await removeWorkspace(run);
    expect(asked.filter((what) => what.startsWith('Rendition'))).toEqual([
      'Rendition deleteMany',
      'Rendition createMany',
    ]);
    const rows = await world.db.rendition.findMany({ where: { mediaId: run.mediaId } });
    for (const { tookMs, inputHash, profileHash } of rows) {
      expect(tookMs).toBeGreaterThanOrEqual(0);
      expect([inputHash, profileHash]).toEqual([
        expect.stringMatching(/^[0-9a-f]{64}$/),
        expect.stringMatching(/^[0-9a-f]{64}$/),
      ]);
    }
  });

  test('that cannot be made says why with each of its sizes', async () => {
    const run = await stored('image', Buffer.from('no picture at all'));
    const failure = await publishImage(run, world.ports).catch((error: unknown) => error);
    if (!(failure instanceof MediaFailure)) throw failure;
    await failRun(run, failure, world.ports);
    await removeWorkspace(run);
    const { results } = await listRenditions(run.mediaId, context());
    expect(results).toHaveLength(5);
    for (const { status, logTail } of results) {
      expect(status).toBe('failed');
      expect(logTail).toBeTruthy();
    }
  });
});

test('a sound: the waveform is made with its MP3, and nothing when nothing changed', async () => {
  const first = await stored('audio', sound);
  await runThrough(first);
  const { duration } = await mediaOf(first);
  expect(await runThrough(await again(first))).toEqual([]);
  expect((await mediaOf(first)).duration).toBe(duration);
  expect(await runThrough(await again(first, { rendition: 'waveform' }))).toEqual([
    '3/audio/audio.mp3',
    '3/waveform/waveform.json',
  ]);
  await expectNothingAstray(first);
});
