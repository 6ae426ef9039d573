// What a build of ffmpeg cannot do is written down, and mended by one that can.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type Clips, clipFolder, npmBinaries } from '#lib/ffmpeg/test-clips.ts';
import type { MediaRun } from '#lib/jobs/events.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { warningsIn } from '#lib/shared/media-warning.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { getMedia, reprocessMedia } from './media.ts';
import { inspectVideo, publishLadder, publishPoster } from './process-video.ts';
import { finishRun } from './processing-run.ts';
import { removeWorkspace } from './workspace.ts';

const build = vi.hoisted(() => ({ canTonemap: true }));
vi.mock('../ffmpeg/binaries.ts', async (original) => {
  const real = await original<typeof import('../ffmpeg/binaries.ts')>();
  return {
    ...real,
    async binaries() {
      const found = await npmBinaries();
      return { ...found, capabilities: { ...found.capabilities, ...build } };
    },
  };
});

let world: TestWorld;
let editor: Actor;
let clips: Clips;
let hdr: Buffer;
let plain: Buffer;

beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
  clips = await clipFolder(await npmBinaries());
  const orange = ['-f', 'lavfi', '-i', 'color=c=#c03020:s=64x48:d=1:r=10', '-c:v', 'libx265'];
  const hevc = [...orange, '-preset', 'ultrafast', '-pix_fmt', 'yuv420p10le'];
  const wide = ['-color_trc', 'smpte2084', '-color_primaries', 'bt2020', '-colorspace', 'bt2020nc'];
  const x265 = 'log-level=none:transfer=16:colorprim=9:colormatrix=9';
  hdr = await readFile(await clips.make('hdr.mkv', ...hevc, '-x265-params', x265, ...wide));
  plain = await readFile(await clips.make('plain.mkv', ...hevc, '-x265-params', 'log-level=none'));
});
afterAll(async () => {
  await clips.remove();
  await world.close();
});
beforeEach(() => {
  build.canTonemap = true;
});

const context = () => ({ actor: editor, ports: world.ports });

async function stored(file: Buffer): Promise<MediaRun> {
  const storageKey = `videos/${crypto.randomUUID()}.mkv`;
  const contentType = 'video/x-matroska';
  await world.ports.storage.writeBytes({ key: storageKey, contentType, body: file });
  const { id } = await world.db.media.create({
    data: {
      ...{ ownerId: editor.id, type: 'video', purpose: 'film.video', mimeType: contentType },
      ...{ storageKey, status: 'processing', fileName: 'film.mkv', generation: 1 },
      byteSize: file.length,
    },
  });
  return { mediaId: id, type: 'video', generation: 1 };
}

/** A whole run; answers what the media is said to lack, and which runs made its versions. */
async function process(run: MediaRun) {
  const facts = await inspectVideo(run, world.ports);
  await publishPoster(run, facts, world.ports);
  await publishLadder(run, facts, world.ports);
  await finishRun(run, world.ports);
  await removeWorkspace(run);
  const { status, metadata } = await getMedia(run.mediaId, context());
  expect(status).toBe('ready');
  const rows = await world.db.rendition.findMany({ where: { mediaId: run.mediaId } });
  const madeIn = [...new Set(rows.map((row) => row.madeIn ?? row.generation))];
  return { warnings: warningsIn(metadata), madeIn };
}

test('HDR that could not be converted says so, until a build that can makes it again', async () => {
  const run = await stored(hdr);
  build.canTonemap = false;
  expect(await process(run)).toEqual({ warnings: ['not_tonemapped'], madeIn: [1] });

  await reprocessMedia(run.mediaId, context());
  const second = await process({ ...run, generation: 2 });
  expect(second).toEqual({ warnings: ['not_tonemapped'], madeIn: [1] });

  build.canTonemap = true;
  await reprocessMedia(run.mediaId, context());
  expect(await process({ ...run, generation: 3 })).toEqual({ warnings: [], madeIn: [3] });
}, 60_000);

test('a film without HDR lacks nothing', async () => {
  build.canTonemap = false;
  expect(await process(await stored(plain))).toMatchObject({ warnings: [] });
}, 60_000);
