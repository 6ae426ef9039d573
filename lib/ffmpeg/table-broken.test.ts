// Films and sounds that break off or rotted: published in full length, or refused with a reason.
import { mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeLadder } from './ladder.ts';
import { makeMp3 } from './mp3.ts';
import { probeAudio, probeVideo } from './probe.ts';
import {
  type BrokenRow,
  brokenFilms,
  brokenSounds,
  type Damage,
  damages,
  wholeSeconds,
} from './test-broken-rows.ts';
import { type Clips, clipFolder, npmBinaries, testedBinaries } from './test-clips.ts';

/** Makes the files. */
const tools = await npmBinaries();
const binaries = await testedBinaries();
const profile = { preset: 'ultrafast', crf: 30 } as const;

let clips: Clips;
beforeAll(async () => {
  clips = await clipFolder(tools);
});
afterAll(() => clips.remove());

const asItIs: Damage = { name: 'as it is', does: (whole) => whole };
const every = (rows: BrokenRow[]) =>
  rows.flatMap((row) => [asItIs, ...damages].map((damage) => ({ row, damage })));
const cases = (rows: BrokenRow[]) =>
  every(rows).map(({ row, damage }) => [`${row.name}, ${damage.name}`, row, damage] as const);

describe('a film', () => {
  test.concurrent.each(cases(brokenFilms))('%s', { timeout: 60_000 }, async (_, row, damage) => {
    await expectWholeOrRefused(row, damage, async (source, folder) => {
      const facts = await probeVideo({ binaries, path: source });
      const job = { binaries, folder, source, facts, profile, timeoutSeconds: 30 };
      const { mp4, videoSeconds } = await encodeLadder(job);
      return Math.min(mp4.durationSeconds, videoSeconds);
    });
  });
});

describe('a sound', () => {
  test.concurrent.each(cases(brokenSounds))('%s', { timeout: 60_000 }, async (_, row, damage) => {
    await expectWholeOrRefused(row, damage, async (source, folder) => {
      const { durationSeconds: expectedSeconds } = await probeAudio({ binaries, path: source });
      const job = { binaries, folder, source, expectedSeconds, timeoutSeconds: 30 };
      return (await makeMp3(job)).durationSeconds;
    });
  });
});

/** `make` answers how long it is what came out. */
async function expectWholeOrRefused(
  row: BrokenRow,
  damage: Damage,
  make: (source: string, folder: string) => Promise<number>,
): Promise<void> {
  const folder = await mkdtemp(join(clips.folder, 'job-'));
  const broken = damage.does(await wholeFile(row));
  const source = await clips.write(`${folder.slice(-6)}-${row.file}`, broken);
  const seconds = await make(source, folder).catch((error: Error & { code?: string }) => {
    if (error.name === 'MediaFailure') return error.code;
    throw error;
  });
  if (damage === asItIs) expect(seconds).toBeCloseTo(wholeSeconds, 0);
  else if (typeof seconds === 'string') expect(seconds).toBe('corrupt_file');
  else if (!row.saysNoLength) {
    expect(
      Boolean(damage.losesEnd) && row.bears !== damage.name,
      `${seconds} s are published`,
    ).toBe(false);
    expect(seconds).toBeGreaterThan(wholeSeconds * 0.98 - 0.1);
  }
}

const wholeFiles = new Map<BrokenRow, Promise<Buffer>>();

function wholeFile(row: BrokenRow): Promise<Buffer> {
  const known = wholeFiles.get(row);
  if (known) return known;
  const making = clips.make(row.file, ...row.make).then(async (path) => {
    const bytes = await readFile(path);
    return row.change?.(bytes) ?? bytes;
  });
  wholeFiles.set(row, making);
  return making;
}
