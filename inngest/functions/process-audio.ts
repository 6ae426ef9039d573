// media/uploaded → the MP3 of a sound file, its waveform and its cover.
import 'server-only';
import { inngest } from '#lib/jobs/client.ts';
import { mediaUploaded } from '#lib/jobs/events.ts';
import { publishAudio } from '#lib/media/process-audio.ts';
import { finish } from './finish.ts';
import { giveUp } from './give-up.ts';
import { work } from './work.ts';

export function processAudio() {
  return inngest().createFunction(
    {
      id: 'process-audio',
      triggers: [{ event: mediaUploaded, if: "event.data.type == 'audio'" }],
      retries: 3,
      concurrency: { limit: 4 },
      onFailure: giveUp,
    },
    async ({ event, step }) => {
      const run = event.data;
      await step.run('mp3', () => work(run, (ports) => publishAudio(run, ports)));
      await step.run('finish', () => finish(run));
    },
  );
}
