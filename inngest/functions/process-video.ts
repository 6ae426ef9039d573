// media/uploaded → poster, MP4, HLS ladder and storyboard of a video.
import 'server-only';
import type { GetStepTools, Inngest } from 'inngest';
import { env } from '#lib/env/env.ts';
import { inngest } from '#lib/jobs/client.ts';
import { type MediaRun, mediaUploaded } from '#lib/jobs/events.ts';
import {
  type CutVideo,
  cutVideo,
  isWorthCutting,
  joinVideo,
  storeChunk,
  storeSound,
} from '#lib/media/process-chunks.ts';
import { inspectVideo, publishLadder, publishPoster } from '#lib/media/process-video.ts';
import { finish } from './finish.ts';
import { giveUp } from './give-up.ts';
import { perOwner } from './per-owner.ts';
import { work } from './work.ts';

type Steps = GetStepTools<Inngest.Any>;

export function processVideo() {
  return inngest().createFunction(
    {
      id: 'process-video',
      triggers: [{ event: mediaUploaded, if: "event.data.type == 'video'" }],
      retries: 3,
      // Steps, not videos: for each worker one encode that keeps every core busy, and a second one
      // that hides the download and upload of the first.
      concurrency: perOwner(env().VIDEO_STEPS_AT_ONCE),
      onFailure: giveUp,
    },
    async ({ event, step }) => {
      const run = event.data;
      const facts = await step.run('inspect', () => work(run, (ports) => inspectVideo(run, ports)));
      await step.run('poster', () => work(run, (ports) => publishPoster(run, facts, ports)));
      const plan = isWorthCutting(facts)
        ? await step.run('cut', () => work(run, (ports) => cutVideo(run, facts, ports)))
        : null;
      const isJoined = plan && (await inChunks(run, { facts, plan }, step));
      if (!isJoined) {
        await step.run('ladder', () => work(run, (ports) => publishLadder(run, facts, ports)));
      }
      await step.run('finish', () => finish(run));
    },
  );
}

/** Its parts beside each other, on every worker there is. Says no when it is to be encoded in one piece. */
async function inChunks(run: MediaRun, cut: CutVideo, step: Steps): Promise<boolean> {
  const { facts, plan } = cut;
  const outcomes = await Promise.all([
    step.run('sound', () => work(run, (ports) => storeSound(run, facts, ports))),
    ...plan.chunks.map((chunk, i) =>
      step.run(`chunk ${i + 1}`, () => work(run, (ports) => storeChunk(run, chunk, cut, ports))),
    ),
  ]);
  return step.run('join', () => work(run, (ports) => joinVideo(run, cut, outcomes, ports)));
}
