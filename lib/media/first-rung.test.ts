// A film that is watched while it is encoded, with a real encoder, database and store.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parse, setOptions, types } from 'hls-parser';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { growthList } from '#lib/ffmpeg/first-rung.ts';
import type { MediaJob } from '#lib/ffmpeg/outputs.ts';
import {
  type Clips,
  clipFolder,
  framesIn,
  npmBinaries,
  picture,
  tone,
} from '#lib/ffmpeg/test-clips.ts';
import type { VideoFacts } from '#lib/ffmpeg/video-facts.ts';
import type { MediaRun } from '#lib/jobs/events.ts';
import type { Ports } from '#lib/ports/ports.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { MediaFailure } from '#lib/shared/media-failure.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { readPlaylist } from './deliver.ts';
import { beginFirstRung } from './first-rung.ts';
import { deleteMedia, getMedia } from './media.ts';
import { inspectVideo, publishLadder } from './process-video.ts';
import { discardRun, failRun, finishRun, Superseded } from './processing-run.ts';
import { removeWorkspace } from './workspace.ts';

setOptions({ strictMode: true });

const binaries = await npmBinaries();
const filmSeconds = 12;
/** A busy machine takes its time. */
const patience = { timeout: 30_000 };

let world: TestWorld;
let editor: Actor;
let clips: Clips;
let avi: Buffer;

beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
  clips = await clipFolder(binaries);
  const sources = [...picture('320x240', filmSeconds), ...tone(filmSeconds)];
  avi = await readFile(await clips.make('film.avi', ...sources, '-c:v', 'mpeg4', '-c:a', 'mp3'));
});
afterAll(async () => {
  await clips.remove();
  await world.close();
});

const playable: Partial<VideoFacts> = {
  container: 'mov,mp4,m4a,3gp,3g2,mj2',
  audio: [],
  video: {
    ...{ index: 0, codec: 'h264', profile: 'High', level: 31, pixelFormat: 'yuv420p' },
    ...{ startSeconds: 0, durationSeconds: filmSeconds },
  },
};

async function stored(): Promise<MediaRun> {
  const storageKey = `videos/${crypto.randomUUID()}.avi`;
  const contentType = 'video/x-msvideo';
  await world.ports.storage.writeBytes({ key: storageKey, contentType, body: avi });
  const { id } = await world.db.media.create({
    data: {
      ...{ ownerId: editor.id, type: 'video', purpose: 'film.video', mimeType: contentType },
      ...{ storageKey, status: 'processing', fileName: 'film.avi', generation: 1 },
      byteSize: avi.length,
    },
  });
  return { mediaId: id, type: 'video', generation: 1 };
}

const context = () => ({ actor: editor, ports: world.ports });
const media = ({ mediaId }: MediaRun) => getMedia(mediaId, context());
const earlyRows = ({ mediaId }: MediaRun) =>
  world.db.rendition.count({ where: { mediaId, name: 'early' } });
async function objectsOf({ mediaId }: MediaRun): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of world.ports.storage.list(`renditions/${mediaId}/`)) keys.push(key);
  return keys;
}
const earlyObjects = async (run: MediaRun) =>
  (await objectsOf(run)).filter((key) => key.includes('/early/'));

/** The playlist as a player gets it, through a strict parser. */
async function playlistOf({ mediaId, generation }: MediaRun) {
  const path = [String(generation), 'early-rung.m3u8'];
  const playlist = parse((await readPlaylist(mediaId, path, context())).text);
  if (!(playlist instanceof types.MediaPlaylist)) throw new Error('no media playlist');
  return playlist;
}
const untilSegments = (run: MediaRun, count: number) =>
  vi.waitFor(async () => expect((await playlistOf(run)).segments).toHaveLength(count), patience);

/** The world, but the finished files are stored only once `mayEnd` has resolved. */
function held(mayEnd: () => Promise<unknown>): Ports {
  const { storage } = world.ports;
  const writeFile: Ports['storage']['writeFile'] = async (object) => {
    if (object.key.includes('/ladder/')) await mayEnd();
    return storage.writeFile(object);
  };
  return { ...world.ports, storage: { ...storage, writeFile } };
}

describe('a film browsers do not play', () => {
  test('is watched from its smallest size before anything else is stored, and then from all of them', async () => {
    const run = await stored();
    const facts = await inspectVideo(run, world.ports);
    expect((await media(run)).urls.hls).toBeUndefined();
    const whole = async () => {
      await vi.waitFor(async () => expect((await playlistOf(run)).endlist).toBe(true), patience);
      const { urls, status } = await media(run);
      expect(status).toBe('processing');
      expect(urls.hls).toBe(`/api/media/${run.mediaId}/hls/1/early.m3u8`);
      expect(urls).not.toHaveProperty('early');
      await expectWatchable(run);
    };
    await publishLadder(run, facts, held(whole));
    expect((await media(run)).urls.hls).toContain('/1/master.m3u8');

    await finishRun(run, world.ports);
    await removeWorkspace(run);
    expect(await media(run)).toMatchObject({ status: 'ready' });
    expect(await earlyRows(run)).toBe(0);
    expect(await earlyObjects(run)).toEqual([]);
  }, 120_000);

  test('comes later when its first size cannot be stored', async () => {
    const run = await stored();
    const facts = await inspectVideo(run, world.ports);
    const { storage } = world.ports;
    const writeFile: Ports['storage']['writeFile'] = async (object) => {
      if (object.key.includes('/early/')) throw new Error('The store is full.');
      return storage.writeFile(object);
    };
    await publishLadder(run, facts, { ...world.ports, storage: { ...storage, writeFile } });
    expect(await earlyRows(run)).toBe(0);
    await finishRun(run, world.ports);
    expect((await media(run)).urls.hls).toContain('/1/master.m3u8');
    await removeWorkspace(run);
  }, 120_000);

  test('leaves nothing when it is deleted while it is encoded', async () => {
    const run = await stored();
    const facts = await inspectVideo(run, world.ports);
    const deletion = async () => {
      await vi.waitFor(async () => expect(await earlyRows(run)).toBe(1), patience);
      await deleteMedia(run.mediaId, { ...context(), isForced: false });
    };
    await expect(publishLadder(run, facts, held(deletion))).rejects.toThrow(Superseded);
    await discardRun(run, world.ports);
    expect(await objectsOf(run)).toEqual([]);
    await removeWorkspace(run);
  }, 120_000);
});

describe('while it grows', () => {
  let job: MediaJob;
  beforeEach(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cutroom-growing-'));
    job = { binaries, folder, timeoutSeconds: 60 };
  });
  afterEach(() => rm(job.folder, { recursive: true, force: true }));

  /** Leaves what an encoder would have left after so many segments. */
  async function encoded(folder: string, count: number) {
    const all = Array.from({ length: count }, (_, i) => `made${i}.ts`);
    await writeFile(join(folder, `made${count - 1}.ts`), `segment ${count}`);
    const entries = all.map((name) => `#EXTINF:4.000000,\n${name}\n`);
    await writeFile(growthList(folder), `#EXTM3U\n${entries.join('')}`);
  }

  async function begun(run: MediaRun, changed: Partial<VideoFacts> = {}) {
    const facts = { ...(await inspectVideo(run, world.ports)), ...changed };
    return beginFirstRung(run, { job, attempt: 1, facts }, world.ports);
  }

  test('every segment is told of when it is there, under an address that stays', async () => {
    const run = await stored();
    await using early = await begun(run);
    if (!early.folder) throw new Error('nothing grows');
    expect(early.stage()).toBe('encode');
    await encoded(early.folder, 1);
    await untilSegments(run, 1);
    await vi.waitUntil(() => early.stage() === 'rest', patience);
    const [before] = (await playlistOf(run)).segments;
    await encoded(early.folder, 2);
    await untilSegments(run, 2);
    const { segments, endlist, playlistType } = await playlistOf(run);
    expect({ endlist, playlistType }).toEqual({ endlist: false, playlistType: 'EVENT' });
    expect(segments[0]?.uri).toBe(before?.uri);
    expect(await (await fetch(segments[1]?.uri ?? '')).text()).toBe('segment 2');
  });

  test('a run that fails takes it away, also what one before it had begun', async () => {
    const run = await stored();
    const early = await begun(run);
    await encoded(early.folder ?? '', 1);
    await untilSegments(run, 1);
    await early[Symbol.asyncDispose]();
    await world.db.media.update({ where: { id: run.mediaId }, data: { generation: 2 } });
    expect((await media(run)).urls.hls).toBeUndefined();
    const next = { ...run, generation: 2 };
    await failRun(next, new MediaFailure('corrupt_file', 'Broken.'), world.ports);
    expect(await earlyRows(run)).toBe(0);
    expect(await objectsOf(run)).toEqual([]);
  });

  test('a run that fails takes nothing from the one that comes after it', async () => {
    const run = await stored();
    const segment = `renditions/${run.mediaId}/2/early/made0.ts`;
    const { storage } = world.ports;
    // Somebody tries again at once, and the next run is quicker than the list of what to remove.
    const list: Ports['storage']['list'] = async function* (prefix) {
      await world.db.media.update({
        where: { id: run.mediaId },
        data: { status: 'processing', generation: 2 },
      });
      const body = Buffer.from('segment 1');
      await storage.writeBytes({ key: segment, contentType: 'video/mp2t', body });
      yield* storage.list(prefix);
    };
    const ports = { ...world.ports, storage: { ...storage, list } };
    await failRun(run, new MediaFailure('corrupt_file', 'Broken.'), ports);
    expect(await objectsOf(run)).toEqual([segment]);
  });

  test('a repeated step begins with nothing', async () => {
    const run = await stored();
    const first = await begun(run);
    await encoded(first.folder ?? '', 1);
    await untilSegments(run, 1);
    await first[Symbol.asyncDispose]();
    await using second = await begun(run);
    expect(second.folder).toBeDefined();
    expect(await earlyRows(run)).toBe(0);
    expect(await objectsOf(run)).toEqual([]);
  });

  test('a run that was overtaken shows nothing', async () => {
    const run = await stored();
    await using early = await begun(run);
    await world.db.media.update({ where: { id: run.mediaId }, data: { generation: 2 } });
    await encoded(early.folder ?? '', 1);
    await early.drained();
    expect(await earlyRows(run)).toBe(0);
    // It did store, and took its playlists back; the segment goes when the later run is over.
    expect(await earlyObjects(run)).toEqual([expect.stringMatching(/made0\.ts$/)]);
  });

  test('a stranger does not see it, a visitor of a published film does', async () => {
    const run = await stored();
    await using early = await begun(run);
    await encoded(early.folder ?? '', 1);
    await untilSegments(run, 1);
    const visitor = { actor: null, ports: world.ports };
    const asked = async () => (await readPlaylist(run.mediaId, ['1', 'early.m3u8'], visitor)).text;
    await expect(asked()).rejects.toMatchObject({ code: 'not_found' });
    const slug = `seen-early-${run.mediaId}`;
    const publishedAt = new Date(0);
    await world.db.film.create({
      data: { ownerId: editor.id, title: 'Seen', slug, videoId: run.mediaId, publishedAt },
    });
    expect(await asked()).toContain('early-rung.m3u8');
  });

  test.each<[string, Partial<VideoFacts>]>([
    ['is short', { durationSeconds: 7 }],
    ['has an original that plays', playable],
  ])('nothing grows for a film that %s', async (_, facts) => {
    await using early = await begun(await stored(), facts);
    expect(early.folder).toBeUndefined();
  });

  test('nothing grows when an earlier run made a stream', async () => {
    const run = await stored();
    const { mediaId } = run;
    await world.db.rendition.create({
      data: { mediaId, generation: 1, name: 'hls', status: 'ready', storageKey: 'k' },
    });
    await world.db.media.update({ where: { id: mediaId }, data: { generation: 2 } });
    await using early = await begun({ ...run, generation: 2 });
    expect(early.folder).toBeUndefined();
  });
});

/** Fetches what a player would, and has it decoded by a program that had no part in it. */
async function expectWatchable(run: MediaRun): Promise<void> {
  const { segments } = await playlistOf(run);
  const seconds = segments.reduce((sum, { duration }) => sum + duration, 0);
  expect(Math.abs(seconds - filmSeconds)).toBeLessThan(0.05);
  const folder = join(clips.folder, run.mediaId);
  await mkdir(folder);
  for (const [index, { uri }] of segments.entries()) {
    const answer = await fetch(uri);
    expect(answer.status).toBe(200);
    await writeFile(join(folder, `${index}.ts`), Buffer.from(await answer.arrayBuffer()));
  }
  const key = (await objectsOf(run)).find((stored) => stored.endsWith('/early/early-rung.m3u8'));
  const plain = await text(await world.ports.storage.read(key ?? ''));
  await writeFile(join(folder, 'rung.m3u8'), plain.replaceAll(/^made/gm, ''));
  // The ffprobe of the tests does not read MPEG-TS.
  const list = join(folder, 'rung.m3u8');
  const joined = await clips.make(`${run.mediaId}.mp4`, '-i', list, '-c', 'copy');
  expect(await framesIn(binaries, joined)).toBe(filmSeconds * 25);
}
