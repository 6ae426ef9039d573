import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  type Clips,
  clipFolder,
  encodeAgain,
  npmBinaries,
  picture,
  tone,
} from '#lib/ffmpeg/test-clips.ts';
import { contentsOf } from '#lib/ffmpeg/test-inspect.ts';
import type { MediaRun } from '#lib/jobs/events.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { MediaFailure } from '#lib/shared/media-failure.ts';
import { pathInRun } from '#lib/testing/path-in-run.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { readPlaylist } from './deliver.ts';
import { deleteMedia, getMedia } from './media.ts';
import {
  type CutVideo,
  cutVideo,
  isWorthCutting,
  joinVideo,
  type PartOutcome,
  storeChunk,
  storeSound,
} from './process-chunks.ts';
import { inspectVideo, publishLadder, publishPoster } from './process-video.ts';
import { discardRun, failRun, finishRun, Superseded } from './processing-run.ts';
import { removeWorkspace } from './workspace.ts';

const execute = promisify(execFile);

const encoderStarts = { timeout: 20_000 };

let world: TestWorld;
let editor: Actor;
let clips: Clips;
let film: Buffer;
/** Takes a while to encode. */
let large: Buffer;
/** Worth watching before it is whole. */
let long: Buffer;

beforeAll(async () => {
  // Cut from 3 s on, into chunks of about 0.9 s.
  world = await createTestWorld({ VIDEO_SPLIT_MINUTES: '0.05', VIDEO_PRESET: 'ultrafast' });
  editor = await world.addUser();
  clips = await clipFolder(await npmBinaries());
  const cuttable = [...encodeAgain, '-g', '25'];
  film = await readFile(
    await clips.make('film.mp4', ...picture('426x424', 4), ...tone(4), ...cuttable),
  );
  large = await readFile(await clips.make('large.mp4', ...picture('960x720', 4), ...cuttable));
  long = await readFile(
    await clips.make('long.mp4', ...picture('160x120', 9), ...tone(9), ...cuttable),
  );
}, 120_000);
afterAll(async () => {
  await clips.remove();
  await world.close();
});

async function stored(file: Buffer): Promise<MediaRun> {
  const storageKey = `videos/${crypto.randomUUID()}.mp4`;
  await world.ports.storage.writeBytes({ key: storageKey, contentType: 'video/mp4', body: file });
  const { id } = await world.db.media.create({
    data: {
      ...{ ownerId: editor.id, type: 'video', purpose: 'film.video', mimeType: 'video/mp4' },
      ...{ storageKey, status: 'processing', fileName: 'film.mp4', generation: 1 },
      byteSize: file.length,
    },
  });
  return { mediaId: id, type: 'video', generation: 1 };
}

async function cutOf(run: MediaRun): Promise<CutVideo> {
  const facts = await inspectVideo(run, world.ports);
  expect(isWorthCutting(facts)).toBe(true);
  const plan = await cutVideo(run, facts, world.ports);
  if (!plan) throw new Error('it was not cut');
  // As the steps after it get it.
  return JSON.parse(JSON.stringify({ facts, plan }));
}

const parts = (run: MediaRun, cut: CutVideo, ports = world.ports): Promise<PartOutcome[]> =>
  Promise.all([
    storeSound(run, cut.facts, ports),
    ...cut.plan.chunks.map((chunk) => storeChunk(run, chunk, cut, ports)),
  ]);

const context = () => ({ actor: editor, ports: world.ports });
const media = ({ mediaId }: MediaRun) => getMedia(mediaId, context());
const rowOf = ({ mediaId: id }: MediaRun) => world.db.media.findUniqueOrThrow({ where: { id } });
async function objectsOf({ mediaId }: MediaRun): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of world.ports.storage.list(`renditions/${mediaId}/`)) keys.push(key);
  return keys;
}
const chunksOf = async (run: MediaRun) =>
  (await objectsOf(run)).filter((key) => key.includes('/chunks/'));

/** The store, noting what is written and calling `before` first. */
function watchedPorts(before: (key: string) => Promise<void> = async () => {}) {
  const written: string[] = [];
  const { storage } = world.ports;
  const writeFile: typeof storage.writeFile = async (object) => {
    await before(object.key);
    written.push(object.key);
    await storage.writeFile(object);
  };
  return { written, ports: { ...world.ports, storage: { ...storage, writeFile } } };
}

/** How many processes of ffmpeg work for the run at this moment. */
async function encodersOf({ mediaId }: MediaRun): Promise<number> {
  const { stdout } = await execute('ps', ['-A', '-ww', '-o', 'args=']);
  return stdout.split('\n').filter((line) => /^\S*ffmpeg /.test(line) && line.includes(mediaId))
    .length;
}

/** Does the work the first time; who asks again waits for the same. */
function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}

test('a film in chunks becomes what it would in one piece, and leaves nothing of them', async () => {
  const [run, whole] = [await stored(film), await stored(film)];
  const cut = await cutOf(run);
  expect(cut.plan.chunks.length).toBeGreaterThan(2);
  await publishPoster(run, cut.facts, world.ports);
  const outcomes = await parts(run, cut);
  expect(outcomes.every(({ isExact, tookMs }) => isExact && tookMs > 0)).toBe(true);
  expect(await joinVideo(run, cut, outcomes, world.ports)).toBe(true);
  expect(await chunksOf(run)).toEqual([]);
  await finishRun(run, world.ports);

  const facts = await inspectVideo(whole, world.ports);
  await publishPoster(whole, facts, world.ports);
  await publishLadder(whole, facts, world.ports);
  await finishRun(whole, world.ports);
  const rowsOf = async ({ mediaId }: MediaRun) =>
    world.db.rendition.findMany({
      where: { mediaId },
      select: { name: true, status: true, width: true, height: true, durationSeconds: true },
      orderBy: { name: 'asc' },
    });
  // Newer builds round the end of sound that was copied once more, by a millisecond.
  const meant = (await rowsOf(whole)).map(({ durationSeconds, ...row }) => ({
    ...row,
    durationSeconds: durationSeconds && expect.closeTo(durationSeconds, 2),
  }));
  expect(await rowsOf(run)).toEqual(meant);
  const names = async (made: MediaRun) => (await objectsOf(made)).map(pathInRun);
  expect(await names(run)).toEqual(await names(whole));
  expect(await media(run)).toMatchObject({ status: 'ready', progress: 1 });

  // Repeated after its answer was lost, the last step changes nothing.
  const before = await objectsOf(run);
  expect(await joinVideo(run, cut, outcomes, world.ports)).toBe(true);
  expect(await objectsOf(run)).toEqual(before);
  for (const each of [run, whole]) await removeWorkspace(each);
}, 120_000);

test('after a crash what is stored is not encoded again, on whichever machine', async () => {
  const run = await stored(film);
  const cut = await cutOf(run);
  const [first] = cut.plan.chunks;
  if (!first) throw new Error('there is a chunk');
  await storeChunk(run, first, cut, world.ports);
  await storeSound(run, cut.facts, world.ports);
  const before = await chunksOf(run);
  await removeWorkspace(run);

  const { written, ports } = watchedPorts();
  const outcomes = await parts(run, cut, ports);
  expect(outcomes.slice(0, 2)).toEqual([
    { isExact: true, tookMs: 0 },
    { isExact: true, tookMs: 0 },
  ]);
  expect(written.filter((key) => before.includes(key))).toEqual([]);
  expect(written.length).toBe(2 * (cut.plan.chunks.length - 1));
  expect(await joinVideo(run, cut, outcomes, world.ports)).toBe(true);
  await removeWorkspace(run);
}, 120_000);

test('the bar shows the sum of all parts, and never goes back', async () => {
  const run = await stored(film);
  const cut = await cutOf(run);
  const seen = [(await rowOf(run)).progress];
  const [first, second, ...others] = cut.plan.chunks;
  if (!first || !second) throw new Error('there are chunks');
  for (const chunk of [first, second]) {
    await storeChunk(run, chunk, cut, world.ports);
    seen.push((await rowOf(run)).progress);
  }
  // Begun again elsewhere, it comes from nothing; the bar does not.
  const { storage } = world.ports;
  await storage.remove(await chunksOf(run));
  await storeChunk(run, second, cut, world.ports);
  seen.push((await rowOf(run)).progress);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  const frames = first.frameCount + second.frameCount;
  const all = frames + others.reduce((sum, { frameCount }) => sum + frameCount, 0);
  expect(seen.at(-1)).toBeCloseTo(0.04 + 0.92 * 0.97 * (frames / all), 3);
  await parts(run, cut);
  expect((await rowOf(run)).progress).toBeCloseTo(0.96, 5);
  await removeWorkspace(run);
}, 120_000);

test('parts take turns at the encoder of a worker', async () => {
  const run = await stored(large);
  const cut = await cutOf(run);
  let isOver = false;
  const working = parts(run, cut).finally(() => {
    isOver = true;
  });
  const seen: number[] = [];
  while (!isOver) seen.push(await encodersOf(run));
  await working;
  expect(Math.max(...seen)).toBe(1);
  await removeWorkspace(run);
}, 120_000);

test('deleted in the middle: every part stops, and nothing is left', async () => {
  const run = await stored(large);
  const cut = await cutOf(run);
  const [first, ...others] = cut.plan.chunks;
  if (!first) throw new Error('there is a chunk');
  await storeChunk(run, first, cut, world.ports);
  const working = others.map((chunk) => storeChunk(run, chunk, cut, world.ports));
  const ends = working.map((each) => expect(each).rejects.toThrow(Superseded));
  const before = (await rowOf(run)).progress;
  await vi.waitFor(async () => {
    expect((await rowOf(run)).progress).toBeGreaterThan(before);
  }, encoderStarts);
  await deleteMedia(run.mediaId, { ...context(), isForced: false });
  await Promise.all(ends);
  await discardRun(run, world.ports);
  expect(await objectsOf(run)).toEqual([]);
  await removeWorkspace(run);
  const left = await readdir(world.workFolder);
  expect(left.filter((name) => name.startsWith(run.mediaId))).toEqual([]);
}, 120_000);

test('deleted while a part is stored: that goes too', async () => {
  const run = await stored(film);
  const cut = await cutOf(run);
  const [first] = cut.plan.chunks;
  if (!first) throw new Error('there is a chunk');
  let isDeleted = false;
  const { ports } = watchedPorts(async () => {
    if (!isDeleted) await deleteMedia(run.mediaId, { ...context(), isForced: false });
    isDeleted = true;
  });
  await expect(storeChunk(run, first, cut, ports)).rejects.toThrow(Superseded);
  await discardRun(run, world.ports);
  expect(await objectsOf(run)).toEqual([]);
  await removeWorkspace(run);
}, 60_000);

test('failed: its chunks go', async () => {
  const run = await stored(film);
  const cut = await cutOf(run);
  await parts(run, cut);
  expect(await chunksOf(run)).not.toEqual([]);
  await failRun(run, new MediaFailure('internal', 'Broke.'), world.ports);
  expect(await objectsOf(run)).toEqual([]);
  await removeWorkspace(run);
}, 60_000);

test('begun again: the chunks of the run that was lost go first', async () => {
  const run = await stored(film);
  await parts(run, await cutOf(run));
  await world.db.media.update({ where: { id: run.mediaId }, data: { generation: 2 } });
  const again = { ...run, generation: 2 };
  const cut = await cutOf(again);
  expect(await chunksOf(run)).toEqual([]);
  expect((await rowOf(run)).partShares).toEqual({});
  await expect(parts(run, cut)).rejects.toThrow(Superseded);
  await Promise.all([run, again].map(removeWorkspace));
}, 60_000);

test('a part that is stored late, when the film was published without it, does not stay', async () => {
  const run = await stored(film);
  const cut = await cutOf(run);
  const [first] = cut.plan.chunks;
  if (!first) throw new Error('there is a chunk');
  const released = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  const { ports } = watchedPorts(async () => {
    reached.resolve();
    await released.promise;
  });
  const late = storeChunk(run, first, cut, ports);
  await reached.promise;
  await publishLadder(run, cut.facts, world.ports);
  released.resolve();
  await late;
  expect(await chunksOf(run)).toEqual([]);
  await removeWorkspace(run);
}, 60_000);

test('parts that do not fit are removed, for the film to be encoded in one piece', async () => {
  const run = await stored(film);
  const cut = await cutOf(run);
  const outcomes = await parts(run, cut);
  const [sound, ...others] = outcomes;
  if (!sound) throw new Error('there is sound');
  const misfit = [{ ...sound, isExact: false }, ...others];
  expect(await joinVideo(run, cut, misfit, world.ports)).toBe(false);
  expect(await chunksOf(run)).toEqual([]);
  expect(await joinVideo(run, cut, outcomes, world.ports)).toBe(false);
  await publishLadder(run, cut.facts, world.ports);
  await finishRun(run, world.ports);
  expect(await media(run)).toMatchObject({ status: 'ready' });
  await removeWorkspace(run);
}, 60_000);

test('an older attempt that joins them first does not fail the film', async () => {
  const run = await stored(film);
  const cut = await cutOf(run);
  const outcomes = await parts(run, cut);
  const { storage } = world.ports;
  const { mediaId, generation } = run;
  // On another machine, while this one begins to fetch: its caller gave up waiting for its answer.
  const joinElsewhere = once(async () => {
    const where = { mediaId, generation, name: { in: ['mp4', 'hls', 'storyboard'] } };
    await world.db.rendition.updateMany({ where, data: { status: 'ready' } });
    await storage.remove(await chunksOf(run));
  });
  const readToFile: typeof storage.readToFile = async (key, path) => {
    if (key.includes('/chunks/')) await joinElsewhere();
    await storage.readToFile(key, path);
  };
  const ports = { ...world.ports, storage: { ...storage, readToFile } };
  expect(await joinVideo(run, cut, outcomes, ports)).toBe(false);
  // So the next step looks, and finds that there is nothing to make.
  const { written, ports: watched } = watchedPorts();
  await publishLadder(run, cut.facts, watched);
  expect(written).toEqual([]);
  await finishRun(run, world.ports);
  expect(await media(run)).toMatchObject({ status: 'ready' });
  expect(await chunksOf(run)).toEqual([]);
  await removeWorkspace(run);
}, 60_000);

test('what cannot be read packet by packet is left to be encoded in one piece', async () => {
  const run = await stored(film);
  const facts = await inspectVideo(run, world.ports);
  const workspace = join(world.workFolder, `${run.mediaId}-${run.generation}`);
  // As long as the film was, so that it is not fetched again.
  await writeFile(join(workspace, 'source'), Buffer.alloc(film.length));
  expect(await cutVideo(run, facts, world.ports)).toBeNull();
  await removeWorkspace(run);
}, 60_000);

test('its beginning is watched while its other chunks are encoded, until the film is whole', async () => {
  const run = await stored(long);
  const cut = await cutOf(run);
  const [first, second] = cut.plan.chunks;
  if (!first || !second) throw new Error('there are chunks');
  expect((await media(run)).urls.hls).toBeUndefined();
  await storeChunk(run, first, cut, world.ports);
  expect((await media(run)).urls.hls).toBe(`/api/media/${run.mediaId}/hls/1/early.m3u8`);
  const { text: playlist } = await readPlaylist(run.mediaId, ['1', 'early-rung.m3u8'], context());
  expect(playlist.match(/^#EXTINF:1\.0/gm)).toHaveLength(1);
  expect(playlist).not.toContain('ENDLIST');
  const [segment = ''] = playlist.match(/^http.*$/m) ?? [];
  const bytes = await (await fetch(segment)).arrayBuffer();
  const stream = await clips.write('early.ts', new Uint8Array(bytes));
  const watched = await clips.make('early.mp4', '-i', stream, '-c', 'copy');
  const { video, audio } = await contentsOf(await npmBinaries(), watched);
  expect(video.frameCount).toBe(first.frameCount);
  expect(audio).toBeDefined();

  // Said once: what others report does not take it back.
  expect((await rowOf(run)).stage).toBe('rest');
  await storeChunk(run, second, cut, world.ports);
  expect((await rowOf(run)).stage).toBe('rest');

  const outcomes = await parts(run, cut);
  expect(await joinVideo(run, cut, outcomes, world.ports)).toBe(true);
  expect((await media(run)).urls.hls).toContain('/1/master.m3u8');
  await finishRun(run, world.ports);
  expect((await objectsOf(run)).filter((key) => key.includes('/early/'))).toEqual([]);
  await removeWorkspace(run);
}, 120_000);
