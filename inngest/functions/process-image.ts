// media/uploaded → the sizes of an image.
import 'server-only';
import { availableParallelism } from 'node:os';
import { inngest } from '#lib/jobs/client.ts';
import { mediaUploaded } from '#lib/jobs/events.ts';
import { publishImage } from '#lib/media/process-image.ts';
import { giveUp } from './give-up.ts';
import { perOwner } from './per-owner.ts';
import { workAlone } from './work.ts';

export function processImage() {
  return inngest().createFunction(
    {
      id: 'process-image',
      triggers: [{ event: mediaUploaded, if: "event.data.type == 'image'" }],
      retries: 3,
      // One takes about a core: more of them at once only take memory, and time from whoever uploads.
      concurrency: perOwner(Math.max(2, availableParallelism())),
      onFailure: giveUp,
    },
    // One verb needs no step: it is tried again as a whole, and the server is asked once, not thrice.
    ({ event }) => workAlone(event.data, publishImage),
  );
}
