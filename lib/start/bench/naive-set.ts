// The usual script: one ffmpeg process per version, one after another, each of which decodes for itself.
import { join } from 'node:path';
import type { Binaries } from '#lib/ffmpeg/binaries.ts';
import type { FfmpegJob } from '#lib/ffmpeg/job.ts';
import { cascadeGraph } from '#lib/ffmpeg/picture-filters.ts';
import { type LadderPlan, planLadder, planPoster, posterSeconds } from '#lib/ffmpeg/plan.ts';
import { type KnownSet, runBare } from './bare-set.ts';
import { secondsSince } from './figures.ts';
import { videoProfile } from './full-set.ts';

export type NaiveSeconds = {
  whole: number;
  /** Of it, for the 1080p of HLS, which the MP4 has already. */
  topAgain: number;
};

/**
 * Poster, MP4, every rung of HLS and the sprite. Settings and sizes are ours, and packaging the rungs
 * is not even counted.
 */
export async function makeNaiveSet(
  binaries: Binaries,
  source: string,
  folder: string,
  { facts, layout }: KnownSet,
): Promise<NaiveSeconds> {
  const { ffmpeg, capabilities } = binaries;
  const known = { facts, capabilities, source };
  const plan = planLadder({ ...known, profile: videoProfile(), folder });
  const rungs = plan.rungs.map((_, index) => rungAlone(plan, index, known));
  const [top] = rungs;
  if (!top) throw new Error('a ladder has at least one rung');
  const secondsOf = async (job: FfmpegJob) => {
    const startedAt = performance.now();
    await runBare(ffmpeg, job);
    return secondsSince(startedAt);
  };
  const topAgain = await secondsOf(top);
  let whole = topAgain;
  const others = [
    planPoster(known, posterSeconds(facts), join(folder, 'poster.jpg')),
    ...rungs,
    spriteFrom(source, join(folder, 'sprite.jpg'), layout),
  ];
  for (const job of others) whole += await secondsOf(job);
  return { whole, topAgain };
}

/** The process that makes one rung of the plan from the source, with the same settings. */
export function rungAlone(
  { job, rungs }: LadderPlan,
  index: number,
  { facts, capabilities }: Pick<KnownSet, 'facts'> & Pick<Binaries, 'capabilities'>,
): FfmpegJob {
  const [rung, output] = [rungs[index], job.outputs[index]];
  if (!rung || !output) throw new Error(`no rung ${index}`);
  const graph = cascadeGraph(facts, capabilities, [rung]);
  const options = output.options.map((option) => (option === `[v${index}]` ? '[v0]' : option));
  return { inputs: job.inputs, ...(graph && { graph }), outputs: [{ ...output, options }] };
}

function spriteFrom(source: string, path: string, layout: KnownSet['layout']): FfmpegJob {
  const { tiles, durationSeconds, tileWidth, tileHeight, columns, rows } = layout;
  const filters = [
    `fps=${tiles.length}/${durationSeconds}`,
    `scale=${tileWidth}:${tileHeight}`,
    `tile=${columns}x${rows}`,
    'format=yuvj420p',
  ];
  const options = ['-an', '-vf', filters.join(','), '-frames:v', '1', '-q:v', '4', '-f', 'mjpeg'];
  return { inputs: [{ options: [], path: source }], outputs: [{ path, options }] };
}
