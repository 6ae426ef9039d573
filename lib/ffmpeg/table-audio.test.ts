// Every kind of sound people send becomes the same MP3; what is no sound is refused.
import { mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeMp3 } from './mp3.ts';
import { probeAudio } from './probe.ts';
import { type Clips, clipFolder, npmBinaries, testedBinaries } from './test-clips.ts';
import { beepSeconds, cornered, film, soundOnset } from './test-films.ts';

/** Makes the sounds and judges what comes out. */
const tools = await npmBinaries();
const binaries = await testedBinaries();
let clips: Clips;
beforeAll(async () => {
  clips = await clipFolder(tools);
});
afterAll(() => clips.remove());

type Row = {
  name: string;
  file: string;
  make: string[];
  /** A picture stored with the sound. */
  withCover?: boolean;
  is?: object;
  channels?: 1 | 2;
};

const stereo = [...film(), '-map', '1'];
const mono = [...film({ channels: 1 }), '-map', '1'];
const surround = [...film({ channels: 6 }), '-map', '1'];
const lame = ['-c:a', 'libmp3lame'];

const rows: Row[] = [
  { name: 'MP3', file: 'plain.mp3', make: [...stereo, ...lame], is: { codec: 'mp3', channels: 2 } },
  { name: 'MP3, variable', file: 'vbr.mp3', make: [...stereo, ...lame, '-q:a', '6'] },
  { name: 'MP3, mono', file: 'mono.mp3', make: [...mono, ...lame, '-ar', '22050'], channels: 1 },
  { name: 'MP3 with cover', file: 'cover.mp3', make: [...stereo, ...lame], withCover: true },
  { name: 'WAV', file: 'plain.wav', make: stereo, is: { codec: 'pcm_s16le', sampleRate: 48_000 } },
  {
    ...{ name: 'WAV, 8 kHz, 8 bits, mono', file: 'phone.wav', channels: 1 },
    ...{ make: [...mono, '-ar', '8000', '-c:a', 'pcm_u8'], is: { sampleRate: 8000, channels: 1 } },
  },
  {
    ...{ name: 'WAV, 96 kHz, 24 bits', file: 'studio.wav', is: { sampleRate: 96_000 } },
    make: [...stereo, '-ar', '96000', '-c:a', 'pcm_s24le'],
  },
  { name: 'WAV, floats', file: 'float.wav', make: [...stereo, '-c:a', 'pcm_f32le'] },
  { name: 'WAV, 5.1', file: 'surround.wav', make: surround, is: { channels: 6 } },
  { name: 'WAV, µ-law', file: 'mulaw.wav', make: [...stereo, '-c:a', 'pcm_mulaw'] },
  { name: 'Ogg Vorbis', file: 'vorbis.ogg', make: [...stereo, '-c:a', 'libvorbis'] },
  { name: 'Ogg Opus', file: 'opus.opus', make: [...stereo, '-c:a', 'libopus'] },
  { name: 'Ogg FLAC', file: 'flac.oga', make: [...stereo, '-c:a', 'flac'], is: { codec: 'flac' } },
  { name: 'AAC', file: 'plain.aac', make: [...stereo, '-c:a', 'aac'], is: { container: 'aac' } },
  { name: 'AAC, mono', file: 'mono.aac', make: [...mono, '-c:a', 'aac'], channels: 1 },
  { name: 'M4A', file: 'plain.m4a', make: [...stereo, '-c:a', 'aac'], is: { codec: 'aac' } },
  { name: 'M4A, Apple Lossless', file: 'alac.m4a', make: [...stereo, '-c:a', 'alac'] },
  { name: 'M4A, 5.1', file: 'surround.m4a', make: [...surround, '-c:a', 'aac'] },
  {
    ...{ name: 'M4A with cover', file: 'cover.m4a', withCover: true },
    make: [...stereo, '-c:a', 'aac'],
  },
];

test.concurrent.each(rows)('$name', { timeout: 60_000 }, async (row) => {
  const source = await sourceOf(row);
  const facts = await probeAudio({ binaries, path: source });
  if (row.is) expect(facts).toMatchObject(row.is);
  const folder = await mkdtemp(join(clips.folder, 'job-'));
  const job = { binaries, folder, source, timeoutSeconds: 30 };
  const mp3 = await makeMp3({ ...job, expectedSeconds: facts.durationSeconds });
  const path = join(folder, mp3.path);
  const made = await probeAudio({ binaries, path });
  expect(made).toMatchObject({
    ...{ container: 'mp3', codec: 'mp3', sampleRate: 44_100, channels: row.channels ?? 2 },
  });
  // AAC without a container does not say that its first 21 ms, and some of its last, are not sound.
  expect(Math.abs(made.durationSeconds - 1)).toBeLessThan(0.08);
  const onset = await soundOnset(tools, path);
  expect(Math.abs(onset - beepSeconds)).toBeLessThan(row.file.endsWith('.aac') ? 0.06 : 0.04);
});

test('AAC that is silent and then loud is not taken for a longer one that breaks off', async () => {
  const graph = "aevalsrc='if(lt(t,2),0,random(0)-0.5)':s=48000:d=8";
  const source = await clips.make('rising.aac', '-f', 'lavfi', '-i', graph, '-c:a', 'aac');
  const { durationSeconds: expectedSeconds } = await probeAudio({ binaries, path: source });
  expect(expectedSeconds).toBeCloseTo(8, 0);
  const folder = await mkdtemp(join(clips.folder, 'job-'));
  const job = { binaries, folder, source, timeoutSeconds: 30, expectedSeconds };
  expect((await makeMp3(job)).durationSeconds).toBeCloseTo(8, 0);
});

async function sourceOf({ file, make, withCover }: Row): Promise<string> {
  if (!withCover) return clips.make(file, ...make);
  const alone = await clips.make(`alone-${file}`, ...make);
  const cover = await clips.make(`${file}.jpg`, ...cornered('64x64', 0.04), '-frames:v', '1');
  return clips.make(
    file,
    ...['-i', alone, '-i', cover, '-map', '0:a', '-map', '1:v', '-c', 'copy'],
    ...['-disposition:v', 'attached_pic', ...(file.endsWith('.m4a') ? ['-f', 'mp4'] : [])],
  );
}

describe('refused', () => {
  const picture = (file: string, ...args: string[]) =>
    clips.make(`made-${file}`, ...cornered('64x64', 0.4), ...args).then((path) => readFile(path));
  const refused: [string, string, () => Promise<Uint8Array> | Uint8Array | string][] = [
    ['nothing', 'empty.mp3', () => ''],
    ['zeros', 'zeros.mp3', () => Buffer.alloc(50_000)],
    ['a text', 'text.ogg', () => 'no sound at all\n'.repeat(500)],
    ['a picture alone', 'picture.m4a', () => picture('silent.mp4', '-c:v', 'mpeg4')],
    ['a JPEG', 'jpeg.mp3', () => picture('still.jpg', '-frames:v', '1')],
    ['a zip', 'zip.wav', () => Buffer.from('504b0304140000000000', 'hex')],
  ];
  test.concurrent.each(refused)('%s', async (_name, file, content) => {
    const path = await clips.write(file, await content());
    const probing = probeAudio({ binaries, path });
    await expect(probing).rejects.toMatchObject({ name: 'MediaFailure', code: 'corrupt_file' });
  });
});
