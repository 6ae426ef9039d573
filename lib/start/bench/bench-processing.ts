// How long an editor waits for a film, against bare ffmpeg making the same encodes.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Binaries, binaries } from '#lib/ffmpeg/binaries.ts';
import { planLadder } from '#lib/ffmpeg/plan.ts';
import { probeVideo } from '#lib/ffmpeg/probe.ts';
import { runDirectly } from '#lib/ffmpeg/run.ts';
import { api } from '#lib/shared/paths.ts';
import { makeSample } from '../demo/sample-film.ts';
import { sendFile } from '../demo/send-file.ts';
import type { StudioClient } from '../demo/studio-client.ts';
import { type Figure, median, secondsSince } from './figures.ts';
import type { Stage } from './stage.ts';

const filmSeconds = 20;
const rounds = 2;
const mostRatio = 1.15;

/**
 * The floor is one ffmpeg process that decodes once and encodes every rung of the ladder; what the
 * app does besides (probe, poster, HLS, storyboard, storing it all) counts against the app.
 */
export async function benchProcessing({ app, studio }: Stage): Promise<Figure[]> {
  const tools = await binaries();
  const folder = join(app.dataFolder, 'bench');
  const { film } = await makeSample(tools, folder, filmSeconds);
  const bare: number[] = [];
  const ready: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    bare.push(await encodeBare(tools, film, join(folder, 'bare')));
    ready.push(await waitForReady(studio, film));
  }
  const ratio = median(ready) / median(bare);
  return [
    {
      what: `last byte to ready, ${filmSeconds} s of 1080p`,
      measured: `${median(ready).toFixed(2)} s`,
      against: `bare ffmpeg, one process: ${median(bare).toFixed(2)} s`,
      ratio,
      aim: `≤ ${mostRatio}`,
      isMet: ratio <= mostRatio,
    },
  ];
}

async function encodeBare(tools: Binaries, source: string, folder: string): Promise<number> {
  await mkdir(folder, { recursive: true });
  const { ffmpeg, capabilities } = tools;
  const facts = await probeVideo({ binaries: tools, path: source });
  const profile = { preset: 'veryfast', crf: 23 } as const;
  const { job } = planLadder({ facts, profile, capabilities, source, folder });
  const startedAt = performance.now();
  await runDirectly(job, { ffmpeg, timeoutSeconds: 600, durationSeconds: filmSeconds });
  const seconds = secondsSince(startedAt);
  await rm(folder, { recursive: true });
  return seconds;
}

async function waitForReady(studio: StudioClient, film: string): Promise<number> {
  const { media, lastByteAt } = await sendFile(studio, film, 'film.video');
  await studio.follow(media.id, () => {});
  const seconds = secondsSince(lastByteAt);
  await studio.request('DELETE', api.oneMedia(media.id));
  return seconds;
}
