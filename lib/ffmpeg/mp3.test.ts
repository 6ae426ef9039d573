import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Binaries } from './binaries.ts';
import { makeMp3 } from './mp3.ts';
import { probeAudio } from './probe.ts';
import { type Clips, clipFolder, npmBinaries, testedBinaries, tone } from './test-clips.ts';
import { id3Tag, id3Text } from './test-id3.ts';

let binaries: Binaries;
let clips: Clips;
beforeAll(async () => {
  binaries = await testedBinaries();
  clips = await clipFolder(await npmBinaries());
});
afterAll(() => clips.remove());

async function convert(source: string) {
  const folder = join(clips.folder, 'job');
  await mkdir(folder, { recursive: true });
  const { durationSeconds, tags } = await probeAudio({ binaries, path: source });
  const job = { binaries, folder, timeoutSeconds: 60, source, tags };
  const mp3 = await makeMp3({ ...job, expectedSeconds: durationSeconds });
  const path = join(folder, mp3.path);
  return { mp3, made: await probeAudio({ binaries, path }), bytes: await readFile(path) };
}

test.each([
  ['wav', ['-ac', '2'], 2],
  ['mp3', ['-c:a', 'libmp3lame'], 1],
  ['ogg', ['-c:a', 'libvorbis'], 1],
  ['aac', ['-c:a', 'aac'], 1],
  ['m4a', ['-c:a', 'aac', '-ac', '6'], 2],
])('%s becomes an MP3 at 44.1 kHz of the same length', async (extension, options, channels) => {
  const source = await clips.make(`tone.${extension}`, ...tone(2), ...options);
  const { mp3, made } = await convert(source);
  expect(made).toMatchObject({ codec: 'mp3', sampleRate: 44_100, channels });
  expect(mp3).toMatchObject({ sampleRate: 44_100, channels });
  expect(mp3.durationSeconds).toBeCloseTo(2, 0);
});

describe('tags', () => {
  const written = {
    ...{ title: 'Quay – 埠', artist: 'The Anchors', album: 'Harbour' },
    ...{ date: '2026', genre: 'Folk', track: '3' },
  };
  const tagging = Object.entries({ ...written, comment: 'secret' }).flatMap(([name, value]) => [
    ...['-metadata', `${name}=${value}`],
  ]);

  test.each([
    ['wav', []],
    ['mp3', ['-c:a', 'libmp3lame']],
    ['ogg', ['-c:a', 'libvorbis']],
    ['m4a', ['-c:a', 'aac']],
  ])('of a %s are read, and the MP3 keeps three of them', async (extension, options) => {
    const source = await clips.make(`tagged.${extension}`, ...tone(1), ...options, ...tagging);
    expect((await probeAudio({ binaries, path: source })).tags).toEqual(written);
    const { made, bytes } = await convert(source);
    const { title, artist, album } = written;
    expect(made.tags).toEqual({ title, artist, album });
    expect(bytes.includes('secret')).toBe(false);
  });

  test('nothing private, no chapters and no version of ffmpeg get into the MP3', async () => {
    const plain = await clips.make('plain.mp3', ...tone(1), '-id3v2_version', '0');
    const tag = id3Tag({
      TIT2: id3Text('Kept'),
      TXXX: id3Text('place\0+48.85+002.35/'),
      PRIV: Buffer.from('owner\0private data'),
      COMM: Buffer.from('\0eng\0a comment', 'latin1'),
      CHAP: Buffer.concat([Buffer.from('one\0'), Buffer.alloc(8, 1), Buffer.alloc(8, 0xff)]),
      GEOB: Buffer.from('\0text/plain\0name\0\0an object', 'latin1'),
    });
    const source = await clips.write('private.mp3', Buffer.concat([tag, await readFile(plain)]));
    const { bytes } = await convert(source);
    const frames = bytes.subarray(0, bytes.indexOf('Xing') + 1 || bytes.indexOf('Info') + 1);
    expect(frames.includes('TIT2')).toBe(true);
    for (const name of ['TXXX', 'PRIV', 'COMM', 'CHAP', 'GEOB', 'TSSE', 'Lavf5', 'Lavf6']) {
      expect([name, bytes.includes(name)]).toEqual([name, false]);
    }
  });

  test('a source without tags gives an MP3 without', async () => {
    const { made, bytes } = await convert(await clips.make('untagged.wav', ...tone(1)));
    expect(made.tags).toEqual({});
    expect(bytes.subarray(-128, -125).toString('latin1')).not.toBe('TAG');
  });

  test('the same source gives the same bytes', async () => {
    const source = await clips.make('same.wav', ...tone(1), ...tagging);
    expect((await convert(source)).bytes).toEqual((await convert(source)).bytes);
  });
});

test('what only looks like sound is refused', async () => {
  const text = await clips.write('text.mp3', 'no sound at all\n'.repeat(50));
  await expect(convert(text)).rejects.toMatchObject({ name: 'MediaFailure' });
  const playlist = await clips.write('list.mp3', `#EXTM3U\n#EXTINF:1,\nfile://${text}\n`);
  await expect(convert(playlist)).rejects.toMatchObject({ name: 'MediaFailure' });
});
