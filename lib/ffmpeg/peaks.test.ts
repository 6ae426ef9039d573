// From a known sound through the MP3 to its waveform.
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Binaries } from './binaries.ts';
import { makeMp3 } from './mp3.ts';
import { makePeaks } from './peaks.ts';
import { maxPoints, type Peaks } from './peaks-counter.ts';
import { type Clips, clipFolder, npmBinaries, testedBinaries } from './test-clips.ts';

let binaries: Binaries;
let clips: Clips;
beforeAll(async () => {
  binaries = await testedBinaries();
  clips = await clipFolder(await npmBinaries());
});
afterAll(() => clips.remove());

/** A job folder with the MP3 of a sound that `aevalsrc` makes from an expression per channel. */
async function mp3Of(name: string, channels: string, seconds: number) {
  const graph = `aevalsrc=${channels}:s=44100:d=${seconds}`;
  const source = await clips.make(`${name}.wav`, '-f', 'lavfi', '-i', graph);
  const folder = join(clips.folder, name);
  await mkdir(folder);
  const job = { binaries, folder, timeoutSeconds: 60 };
  return { ...job, mp3: await makeMp3({ ...job, source, expectedSeconds: seconds }) };
}

async function peaksOf(name: string, channels: string, seconds: number) {
  const job = await mp3Of(name, channels, seconds);
  const file = await makePeaks(job);
  expect(file).toMatchObject({ path: 'waveform/waveform.json', contentType: 'application/json' });
  const content = await readFile(join(job.folder, file.path), 'utf8');
  expect(content.length).toBe(file.byteSize);
  const peaks: Peaks = JSON.parse(content);
  expect(peaks.data).toHaveLength(2 * peaks.length);
  expect((peaks.length * peaks.samples_per_pixel) / peaks.sample_rate).toBeCloseTo(seconds, 0);
  /** The loudest value between two moments, as shares of the whole. */
  const loudest = (from: number, to: number) =>
    Math.max(...peaks.data.slice(...range(peaks, from, to)).map(Math.abs));
  const quietest = (from: number, to: number) =>
    Math.min(...peaks.data.slice(...range(peaks, from, to)).map(Math.abs));
  return { peaks, loudest, quietest };
}

const range = ({ length }: Peaks, from: number, to: number): [number, number] => [
  2 * Math.round(from * length),
  2 * Math.round(to * length),
];

test('silence', async () => {
  const { loudest } = await peaksOf('silence', '0', 3);
  expect(loudest(0, 1)).toBe(0);
});

test.each([
  ['low', 440],
  // Above what half of the rate of a telephone could carry.
  ['high', 12_000],
])('a %s tone of full scale', async (name, hertz) => {
  const { quietest } = await peaksOf(name, `sin(2*PI*${hertz}*t)`, 3);
  expect(quietest(0.05, 0.95)).toBeGreaterThan(110);
});

test('half silence, half a tone of half scale', async () => {
  const { loudest, quietest } = await peaksOf('halves', "'gte(t\\,2)*0.5*sin(2*PI*440*t)'", 4);
  expect(loudest(0, 0.48)).toBeLessThan(3);
  expect(quietest(0.52, 0.97)).toBeGreaterThan(55);
  expect(loudest(0.52, 0.97)).toBeLessThan(75);
});

test('a sound on one side only is as high as on both', async () => {
  const { quietest } = await peaksOf('left', 'sin(2*PI*440*t)|0', 3);
  expect(quietest(0.05, 0.95)).toBeGreaterThan(110);
});

test('a long sound has no more points than a short one', async () => {
  const { peaks } = await peaksOf('long', 'sin(2*PI*440*t)', 120);
  expect(peaks.length).toBeLessThanOrEqual(maxPoints);
  expect(peaks.length).toBeGreaterThan(maxPoints / 2);
});

test('it can be stopped, and leaves nothing that looks finished', async () => {
  const job = await mp3Of('stopped', '0', 1);
  const aborter = new AbortController();
  const making = makePeaks({ ...job, signal: aborter.signal });
  aborter.abort(new Error('enough'));
  await expect(making).rejects.toThrow('enough');
  expect((await readdir(job.folder)).toSorted()).toEqual(['audio', 'waveform.part']);
});

test('time is limited', async () => {
  const job = await mp3Of('late', '0', 1);
  const making = makePeaks({ ...job, timeoutSeconds: 0 });
  await expect(making).rejects.toMatchObject({ code: 'processing_timeout' });
});
