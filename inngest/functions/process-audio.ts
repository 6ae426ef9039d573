// media/uploaded → the MP3 of a sound file, its waveform and its cover.
import 'server-only';
import { inngest } from '#lib/jobs/client.ts';
import { mediaUploaded } from '#lib/jobs/events.ts';
import { publishAudio } from '#lib/media/process-audio.ts';
import { giveUp } from './give-up.ts';
import { perOwner } from './per-owner.ts';
import { workAlone } from './work.ts';

export function processAudio() {
  return inngest().createFunction(
    {
      id: 'process-audio',
      triggers: [{ event: mediaUploaded, if: "event.data.type == 'audio'" }],
      retries: 3,
      concurrency: perOwner(4),
      onFailure: giveUp,
    },
    // One verb needs no step: it is tried again as a whole, and the server is asked once, not thrice.
    ({ event }) => workAlone(event.data, publishAudio),
  );
}
