// media/uploaded → the sizes of an image.
import 'server-only';
import { inngest } from '#lib/jobs/client.ts';
import { mediaUploaded } from '#lib/jobs/events.ts';
import { publishImage } from '#lib/media/process-image.ts';
import { finish } from './finish.ts';
import { giveUp } from './give-up.ts';
import { work } from './work.ts';

export function processImage() {
  return inngest().createFunction(
    {
      id: 'process-image',
      triggers: [{ event: mediaUploaded, if: "event.data.type == 'image'" }],
      retries: 3,
      concurrency: { limit: 4 },
      onFailure: giveUp,
    },
    async ({ event, step }) => {
      const run = event.data;
      await step.run('variants', () => work(run, (ports) => publishImage(run, ports)));
      await step.run('finish', () => finish(run));
    },
  );
}
