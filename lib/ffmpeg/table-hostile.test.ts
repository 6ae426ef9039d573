// Files that are broken, lie or point elsewhere: each ends soon, with a reason, and reads nothing else.
import { execFile } from 'node:child_process';
import { mkdtemp, readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeMp3 } from './mp3.ts';
import { probeAudio, probeVideo } from './probe.ts';
import { type Clips, clipFolder, npmBinaries, testedBinaries } from './test-clips.ts';
import { film } from './test-films.ts';
import {
  type Baits,
  type HostileRow,
  hostileRows,
  pointerRows,
  pointers,
} from './test-hostile-rows.ts';
import { contentsOf } from './test-inspect.ts';
import { transcodeVideo } from './test-transcode.ts';

const execute = promisify(execFile);
/** Makes the files, and takes the baits when nothing stops it: newer builds refuse some by themselves. */
const tools = await npmBinaries();
const binaries = await testedBinaries();
const profile = { preset: 'superfast', crf: 30 } as const;
/** Far more than any row takes; reaching it would be `processing_timeout`, which no row allows. */
const timeoutSeconds = 30;

const requests: string[] = [];
const server = createServer((request, response) => {
  requests.push(request.url ?? '');
  response.writeHead(404).end();
});
let clips: Clips;
let baits: Baits;
beforeAll(async () => {
  clips = await clipFolder(tools);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const secretPath = await clips.make(
    'secret.mp4',
    ...[...film(), '-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac'],
  );
  baits = { secretPath, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
});
afterAll(async () => {
  server.close();
  await clips.remove();
});

test('the table is as long as promised', () => {
  expect(hostileRows.length).toBeGreaterThanOrEqual(15);
});

test('without our limits the baits are taken', async () => {
  const unguarded = async (name: string, text: string, ...options: string[]) => {
    const path = await clips.write(name, text);
    const args = ['-nostdin', ...options, '-i', path, '-f', 'null', '-'];
    return execute(tools.ffmpeg, args).then(
      ({ stderr }) => stderr,
      ({ stderr }: { stderr: string }) => stderr,
    );
  };
  for (const name of ['HLS playlist', 'ffconcat']) {
    const pointer = pointers[name]?.(baits.secretPath) ?? '';
    expect(await unguarded('bait.mp4', pointer)).toContain('Video: h264');
  }
  const away = pointers['HLS playlist']?.(`${baits.url}/control`) ?? '';
  await unguarded('away.mp4', away, '-protocol_whitelist', 'file,http,tcp');
  expect(requests.splice(0)).toContain('/control');
});

describe('as a film', () => {
  test.concurrent.each(hostileRows)('$name', { timeout: 60_000 }, async (row) => {
    const source = await sourceOf(row);
    const folder = await mkdtemp(join(clips.folder, 'job-'));
    expect(row.ends).toContain(await endOf(throughEverything(source, folder, row)));
    if (!row.ends.includes('made')) expect(await finishedIn(folder)).toEqual([]);
  });

  // Should the probe ever be fooled, the programs behind it must not be.
  test.concurrent.each(pointerRows('mov'))('$name, past the probe', async (row) => {
    const source = await sourceOf(row);
    const folder = await mkdtemp(join(clips.folder, 'job-'));
    const facts = await probeVideo({ binaries, path: baits.secretPath });
    const job = { binaries, folder, source, facts, profile, timeoutSeconds };
    expect(await endOf(transcodeVideo(job))).toBe('corrupt_file');
    expect(await finishedIn(folder)).toEqual([]);
  });
});

describe('as a sound', () => {
  test.concurrent.each(pointerRows('mp3'))('$name', async (row) => {
    const source = await sourceOf(row);
    const folder = await mkdtemp(join(clips.folder, 'job-'));
    expect(await endOf(probeAudio({ binaries, path: source }))).toBe('corrupt_file');
    const job = { binaries, folder, source, timeoutSeconds, expectedSeconds: 1 };
    expect(await endOf(makeMp3(job))).toBe('corrupt_file');
    expect(await finishedIn(folder)).toEqual([]);
  });
});

test('nobody was asked for anything', () => {
  expect(requests).toEqual([]);
});

async function sourceOf({ file, content }: HostileRow): Promise<string> {
  return clips.write(file, await content(clips, baits));
}

async function throughEverything(source: string, folder: string, row: HostileRow) {
  const facts = await probeVideo({ binaries, path: source });
  const job = { binaries, folder, source, facts, profile, timeoutSeconds };
  const { mp4 } = await transcodeVideo(job);
  const { video } = await contentsOf(tools, join(folder, mp4.path));
  expect(video.frameCount).toBeLessThanOrEqual(row.maxFrames ?? 60);
}

/** The code of the failure, or `made`. What is no fault of the file is thrown on. */
async function endOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'made',
    (error: Error & { code?: string }) => {
      if (error.name !== 'MediaFailure') throw error;
      return error.code ?? '';
    },
  );
}

/** What looks finished; the poster of a film that breaks off later may be. */
async function finishedIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder);
  return entries.filter((name) => !name.endsWith('.part') && name !== 'poster');
}
