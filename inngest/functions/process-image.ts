// media/uploaded → the sizes of an image.
import 'server-only';
import { inngest } from '#lib/jobs/client.ts';
import { mediaUploaded } from '#lib/jobs/events.ts';
import { publishImage } from '#lib/media/process-image.ts';
import { giveUp } from './give-up.ts';
import { workAlone } from './work.ts';

export function processImage() {
  return inngest().createFunction(
    {
      id: 'process-image',
      triggers: [{ event: mediaUploaded, if: "event.data.type == 'image'" }],
      retries: 3,
      concurrency: { limit: 4 },
      onFailure: giveUp,
    },
    // One verb needs no step: it is tried again as a whole, and the server is asked once, not thrice.
    ({ event }) => workAlone(event.data, publishImage),
  );
}
