// media/uploaded → poster, MP4, HLS ladder and storyboard of a video.
import 'server-only';
import { inngest } from '#lib/jobs/client.ts';
import { mediaUploaded } from '#lib/jobs/events.ts';
import { inspectVideo, publishLadder, publishPoster } from '#lib/media/process-video.ts';
import { finish } from './finish.ts';
import { giveUp } from './give-up.ts';
import { perOwner } from './per-owner.ts';
import { work } from './work.ts';

export function processVideo() {
  return inngest().createFunction(
    {
      id: 'process-video',
      triggers: [{ event: mediaUploaded, if: "event.data.type == 'video'" }],
      retries: 3,
      // One encode keeps every core busy; a second one hides the download and upload of the first.
      concurrency: perOwner(2),
      onFailure: giveUp,
    },
    async ({ event, step }) => {
      const run = event.data;
      const facts = await step.run('inspect', () => work(run, (ports) => inspectVideo(run, ports)));
      await step.run('poster', () => work(run, (ports) => publishPoster(run, facts, ports)));
      await step.run('ladder', () => work(run, (ports) => publishLadder(run, facts, ports)));
      await step.run('finish', () => finish(run));
    },
  );
}
