import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Binaries } from './binaries.ts';
import { makeMp3 } from './mp3.ts';
import { probeAudio } from './probe.ts';
import { type Clips, clipFolder, npmBinaries, tone } from './test-clips.ts';

let binaries: Binaries;
let clips: Clips;
beforeAll(async () => {
  binaries = await npmBinaries();
  clips = await clipFolder(binaries);
});
afterAll(() => clips.remove());

async function convert(source: string) {
  const folder = join(clips.folder, 'job');
  await mkdir(folder, { recursive: true });
  const { durationSeconds } = await probeAudio({ binaries, path: source });
  const job = { binaries, folder, timeoutSeconds: 60, source };
  const mp3 = await makeMp3({ ...job, expectedSeconds: durationSeconds });
  return { mp3, made: await probeAudio({ binaries, path: join(folder, mp3.path) }) };
}

test.each([
  ['wav', ['-ac', '2']],
  ['mp3', ['-c:a', 'libmp3lame']],
  ['ogg', ['-c:a', 'libvorbis']],
  ['aac', ['-c:a', 'aac']],
  ['m4a', ['-c:a', 'aac', '-ac', '6']],
])('%s becomes an MP3 at 44.1 kHz of the same length', async (extension, options) => {
  const source = await clips.make(`tone.${extension}`, ...tone(2), ...options);
  const { mp3, made } = await convert(source);
  expect(made).toMatchObject({ codec: 'mp3', sampleRate: 44_100 });
  expect(made.channels).toBeLessThanOrEqual(2);
  expect(mp3.durationSeconds).toBeCloseTo(2, 0);
});

test('what only looks like sound is refused', async () => {
  const text = await clips.write('text.mp3', 'no sound at all\n'.repeat(50));
  await expect(convert(text)).rejects.toMatchObject({ name: 'MediaFailure' });
  const playlist = await clips.write('list.mp3', `#EXTM3U\n#EXTINF:1,\nfile://${text}\n`);
  await expect(convert(playlist)).rejects.toMatchObject({ name: 'MediaFailure' });
});
