// Each rung looks as good as an encode of its own with the same settings would.
import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeLadder } from './ladder.ts';
import { probeVideo } from './probe.ts';
import { rungLimits } from './rungs.ts';
import { type Clips, clipFolder, npmBinaries, testedBinaries } from './test-clips.ts';

const execute = promisify(execFile);
const tools = await npmBinaries();
const binaries = await testedBinaries();
const profile = { preset: 'veryfast', crf: 23 } as const;

let clips: Clips;
beforeAll(async () => {
  clips = await clipFolder(binaries);
});
afterAll(() => clips.remove());

/** Fine detail in every part of the picture. */
const zoom = 'maxiter=1000:end_scale=0.02:end_pts=40';

/** How alike two files look, 0 to 1, the second scaled to the size of the first. */
async function likeness(path: string, source: string, size: string): Promise<number> {
  const graph =
    `[0:v]setpts=N/25/TB[made];` +
    `[1:v]scale=${size}:flags=bicubic,format=yuv420p,setpts=N/25/TB[meant];[made][meant]ssim`;
  const { stderr } = await execute(tools.ffmpeg, [
    ...['-nostdin', '-hide_banner', '-i', path, '-i', source, '-filter_complex', graph],
    ...['-f', 'null', '-'],
  ]);
  return Number(/SSIM .*All:([\d.]+)/.exec(stderr)?.[1]);
}

test('structural similarity to the source, within 0.005 of a reference', {
  timeout: 240_000,
}, async () => {
  const source = await clips.make(
    'detail.mkv',
    ...['-f', 'lavfi', '-i', `mandelbrot=s=1920x1080:r=25:${zoom}`, '-t', '0.2'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '8', '-pix_fmt', 'yuv444p'],
  );
  const facts = await probeVideo({ binaries, path: source });
  const folder = await mkdtemp(join(clips.folder, 'job-'));
  const job = { binaries, folder, source, facts, profile, timeoutSeconds: 60 };
  const { rungs } = await encodeLadder(job);
  expect(rungs.map(({ name }) => name)).toEqual(['1080p', '720p', '480p', '360p']);
  for (const rung of rungs) {
    const { maxKilobits, h264Profile } = rungLimits(rung);
    const size = `${rung.width}:${rung.height}`;
    const reference = await clips.make(
      `reference-${rung.name}.mp4`,
      ...['-i', source, '-an', '-vf', `scale=${size}:flags=bicubic,setsar=1,format=yuv420p`],
      ...['-c:v', 'libx264', '-preset', profile.preset, '-crf', String(profile.crf)],
      ...['-profile:v', h264Profile, '-maxrate', `${maxKilobits}k`],
      ...['-bufsize', `${2 * maxKilobits}k`],
    );
    const ours = await likeness(join(folder, 'ladder', rung.fileName), source, size);
    const theirs = await likeness(reference, source, size);
    expect(theirs).toBeGreaterThan(0.8);
    expect(ours).toBeGreaterThan(theirs - 0.005);
  }
});
