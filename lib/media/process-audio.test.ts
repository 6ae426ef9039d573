// What a sound becomes, with and without a cover that can be read.
import { readFile } from 'node:fs/promises';
import { buffer, json } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Clips, clipFolder, npmBinaries, tone } from '#lib/ffmpeg/test-clips.ts';
import { id3Picture, id3Tag, id3Text } from '#lib/ffmpeg/test-id3.ts';
import type { MediaRun } from '#lib/jobs/events.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { pathInRun } from '#lib/testing/path-in-run.ts';
import { samplePng } from '#lib/testing/sample-files.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { getMedia } from './media.ts';
import { publishAudio } from './process-audio.ts';
import { removeWorkspace } from './workspace.ts';

let world: TestWorld;
let editor: Actor;
let clips: Clips;
/** Two seconds without tags. */
let plain: Buffer;

beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
  clips = await clipFolder(await npmBinaries());
  plain = await readFile(await clips.make('plain.mp3', ...tone(2), '-id3v2_version', '0'));
});
afterAll(async () => {
  await clips.remove();
  await world.close();
});

/** A sound as it stands right after its upload was completed. */
async function stored(file: Buffer): Promise<MediaRun> {
  const storageKey = `audio/${crypto.randomUUID()}.mp3`;
  const mimeType = 'audio/mpeg';
  await world.ports.storage.writeBytes({ key: storageKey, contentType: mimeType, body: file });
  const { id } = await world.db.media.create({
    data: {
      ...{ ownerId: editor.id, type: 'audio', purpose: 'media.audio', mimeType, storageKey },
      ...{ status: 'processing', fileName: 'file.mp3', byteSize: file.length, generation: 1 },
    },
  });
  return { mediaId: id, type: 'audio', generation: 1 };
}

const withTag = (frames: Record<string, Buffer>) => Buffer.concat([id3Tag(frames), plain]);
const withCover = (mimeType: string, bytes: Uint8Array) =>
  withTag({ TIT2: id3Text('Quay'), APIC: id3Picture(mimeType, bytes) });

async function processed(file: Buffer) {
  const run = await stored(file);
  await publishAudio(run, world.ports);
  await removeWorkspace(run);
  return { run, media: await mediaOf(run) };
}

const mediaOf = ({ mediaId }: MediaRun) => getMedia(mediaId, { actor: editor, ports: world.ports });

async function objectsOf({ mediaId }: MediaRun): Promise<string[]> {
  const names: string[] = [];
  for await (const { key } of world.ports.storage.list(`renditions/${mediaId}/1-`)) {
    names.push(pathInRun(key).replace('1/', ''));
  }
  return names.sort();
}

const renditionsOf = ({ mediaId }: MediaRun) =>
  world.db.rendition.findMany({ where: { mediaId }, orderBy: { name: 'asc' } });

test('a sound becomes ready with an MP3, a waveform and its tags', async () => {
  const file = withTag({
    ...{ TIT2: id3Text('Quay'), TPE1: id3Text('The Anchors'), TALB: id3Text('Harbour') },
    COMM: Buffer.from('\0eng\0a comment', 'latin1'),
  });
  const { run, media } = await processed(file);
  expect(media.status).toBe('ready');
  expect(media.duration).toBeCloseTo(2, 0);
  expect(media.metadata).toMatchObject({
    codec: 'mp3',
    tags: { title: 'Quay', artist: 'The Anchors', album: 'Harbour' },
  });
  expect(JSON.stringify(media.metadata)).not.toContain('comment');
  expect(media.displayUrl).toBe(media.urls.mp3);
  expect(media.thumbnailUrl).toBe(null);
  expect(await objectsOf(run)).toEqual(['audio/audio.mp3', 'waveform/waveform.json']);

  const [, waveform] = await renditionsOf(run);
  expect(waveform).toMatchObject({ name: 'waveform', contentType: 'application/json' });
  const peaks = await json(await world.ports.storage.read(waveform?.storageKey ?? ''));
  expect(peaks).toMatchObject({ version: 2, channels: 1, bits: 8 });
});

test('its cover becomes its thumbnail, upright and without what a camera wrote', async () => {
  const photograph = sharp(await samplePng({ width: 900, height: 600 }));
  const cover = await photograph
    .withExif({ IFD0: { Copyright: 'secret' } })
    .jpeg()
    .toBuffer();
  const { run, media } = await processed(withCover('image/jpeg', cover));
  expect(media.thumbnailUrl).toBe(media.urls.thumbnail);
  const rows = await renditionsOf(run);
  expect(rows.map(({ name, width, height }) => [name, width, height])).toEqual([
    ['mp3', null, null],
    ['small', 320, 213],
    ['thumbnail', 150, 150],
    ['waveform', null, null],
  ]);
  const thumbnail = rows.find(({ name }) => name === 'thumbnail');
  const bytes = await buffer(await world.ports.storage.read(thumbnail?.storageKey ?? ''));
  expect(await sharp(bytes).metadata()).toMatchObject({ width: 150, height: 150, format: 'jpeg' });
  expect((await sharp(bytes).metadata()).exif).toBeUndefined();
});

describe('a cover that cannot be used is left out, and the sound is whole', () => {
  /** A PNG that says it is so many pixels wide and high. */
  async function bomb(side: number): Promise<Buffer> {
    const png = await samplePng();
    png.writeUInt32BE(side, 16);
    png.writeUInt32BE(side, 20);
    png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
    return png;
  }
  /** The same as a JPEG: the frame header says height and width. */
  async function jpegBomb(side: number): Promise<Buffer> {
    const jpeg = await sharp(await samplePng())
      .jpeg()
      .toBuffer();
    const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
    jpeg.writeUInt16BE(side, frame + 5);
    jpeg.writeUInt16BE(side, frame + 7);
    return jpeg;
  }
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect/></svg>';

  test.each([
    ['half a picture', 'image/png', async () => (await noise()).subarray(0, 3000)],
    ['a text', 'image/jpeg', async () => Buffer.from('not a picture '.repeat(40))],
    ['an SVG', 'image/png', async () => Buffer.from(svg)],
    ['a pixel bomb', 'image/png', () => bomb(30_000)],
    ['a large bomb that ffmpeg refuses', 'image/png', () => bomb(9000)],
    ['a JPEG bomb', 'image/jpeg', () => jpegBomb(20_000)],
  ])('%s', async (_, mimeType, picture) => {
    const { run, media } = await processed(withCover(mimeType, await picture()));
    expect(media).toMatchObject({ status: 'ready', metadata: { tags: { title: 'Quay' } } });
    expect(await objectsOf(run)).toEqual(['audio/audio.mp3', 'waveform/waveform.json']);
  });

  const noise = () =>
    sharp({
      create: {
        ...{ width: 200, height: 200, channels: 3, background: '#808080' },
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    })
      .png()
      .toBuffer();
});

test('a step that is repeated changes nothing', async () => {
  const run = await stored(withCover('image/png', await samplePng()));
  const publish = async () => {
    await publishAudio(run, world.ports);
    const renditions = await renditionsOf(run);
    return renditions.map(({ name, byteSize, storageKey }) => ({ name, byteSize, storageKey }));
  };
  const first = await publish();
  expect(first).toHaveLength(4);
  expect(await publish()).toEqual(first);
  await removeWorkspace(run);
});

test('a sound that breaks shows nothing half-made', async () => {
  const run = await stored(Buffer.from('no sound at all '.repeat(50)));
  await expect(publishAudio(run, world.ports)).rejects.toMatchObject({ name: 'MediaFailure' });
  expect(await renditionsOf(run)).toEqual([]);
  expect(await objectsOf(run)).toEqual([]);
  await removeWorkspace(run);
});
