import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Binaries } from './binaries.ts';
import { extractCover } from './cover-art.ts';
import { makeMp3 } from './mp3.ts';
import { probeAudio } from './probe.ts';
import {
  type Clips,
  clipFolder,
  npmBinaries,
  picture,
  testedBinaries,
  tone,
} from './test-clips.ts';
import { id3Picture, id3Tag } from './test-id3.ts';

let binaries: Binaries;
let clips: Clips;
let plain: Buffer;
let jpeg: Buffer;
beforeAll(async () => {
  binaries = await testedBinaries();
  clips = await clipFolder(await npmBinaries());
  plain = await readFile(await clips.make('plain.mp3', ...tone(1), '-id3v2_version', '0'));
  const frame = [...picture('400x300', 1), '-frames:v', '1'];
  jpeg = await readFile(await clips.make('picture.jpg', ...frame));
});
afterAll(() => clips.remove());

const withPicture = (name: string, mimeType: string, bytes: Uint8Array) =>
  clips.write(name, Buffer.concat([id3Tag({ APIC: id3Picture(mimeType, bytes) }), plain]));

async function jobFor(source: string) {
  const folder = join(clips.folder, `job-${crypto.randomUUID()}`);
  await mkdir(folder);
  return { binaries, folder, source, timeoutSeconds: 60 };
}

test('the picture comes out as it went in, and not into the MP3', async () => {
  const source = await withPicture('covered.mp3', 'image/jpeg', jpeg);
  const { coverIndex, durationSeconds } = await probeAudio({ binaries, path: source });
  if (coverIndex === null) throw new Error('no cover found');
  const job = await jobFor(source);
  expect(await readFile(await extractCover({ ...job, coverIndex }))).toEqual(jpeg);
  const mp3 = await makeMp3({ ...job, expectedSeconds: durationSeconds });
  const made = await probeAudio({ binaries, path: join(job.folder, mp3.path) });
  expect(made.coverIndex).toBe(null);
});

test('an M4A keeps its cover in another way', async () => {
  const cover = await clips.write('cover.jpg', jpeg);
  const source = await clips.make(
    'covered.m4a',
    ...[...tone(1), '-i', cover, '-map', '0', '-map', '1', '-c:a', 'aac', '-c:v', 'copy'],
    ...['-disposition:v:0', 'attached_pic', '-f', 'mp4'],
  );
  const { coverIndex } = await probeAudio({ binaries, path: source });
  expect(coverIndex).toBe(1);
  const path = await extractCover({ ...(await jobFor(source)), coverIndex: 1 });
  expect(await readFile(path)).toEqual(jpeg);
});

test('a sound without a picture has no cover; a film with one neither', async () => {
  const sound = await clips.write('bare.mp3', plain);
  expect((await probeAudio({ binaries, path: sound })).coverIndex).toBe(null);
  const film = await clips.make('film.m4a', ...picture('64x64', 1), ...tone(1), '-f', 'mp4');
  expect((await probeAudio({ binaries, path: film })).coverIndex).toBe(null);
});

test.each([
  ['a text', 'image/jpeg', Buffer.from('no picture at all '.repeat(20))],
  ['a playlist', 'image/png', Buffer.from('#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n')],
  ['nothing', 'image/png', Buffer.alloc(0)],
])('%s for a cover does not keep the sound from being read', async (name, mimeType, bytes) => {
  const source = await withPicture(`${name}.mp3`, mimeType, bytes);
  const { durationSeconds } = await probeAudio({ binaries, path: source });
  expect(durationSeconds).toBeCloseTo(1, 0);
  const mp3 = await makeMp3({ ...(await jobFor(source)), expectedSeconds: durationSeconds });
  expect(mp3.durationSeconds).toBeCloseTo(1, 0);
});

test('a stream that is not there is said to be no picture', async () => {
  const job = await jobFor(await clips.write('none.mp3', plain));
  await expect(extractCover({ ...job, coverIndex: 5 })).rejects.toThrow();
  expect(await readdir(job.folder)).toEqual(['cover.part']);
});
