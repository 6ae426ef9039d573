// What is made of a sound file: an MP3 that plays everywhere, its waveform and its cover, in one step.
import 'server-only';
import { makeMp3 } from '../ffmpeg/mp3.ts';
import { makePeaks } from '../ffmpeg/peaks.ts';
import { probeAudio } from '../ffmpeg/probe.ts';
import type { MediaRun } from '../jobs/events.ts';
import type { Ports } from '../ports/ports.ts';
import { checkSource } from './check-source.ts';
import { inWorkspace } from './in-workspace.ts';
import { coverRenditions } from './process-audio-cover.ts';
import { onceUntilReady } from './processing-run.ts';
import { type MadeRendition, publishRenditions } from './publish-renditions.ts';

/**
 * Enters the facts; makes, stores and enters the MP3, its waveform and the pictures of its cover, all
 * together; with them the sound is ready. Repeated, it changes nothing. Throws `MediaFailure`,
 * `Superseded`.
 */
export async function publishAudio(run: MediaRun, ports: Ports): Promise<void> {
  await onceUntilReady(run, ports, () =>
    inWorkspace(run, ports, async (job, source, { report }) => {
      report(0.05, 'probe');
      await checkSource(run, source.path, ports);
      const facts = await probeAudio({
        binaries: job.binaries,
        path: source.path,
        signal: job.signal,
      });
      const { durationSeconds: expectedSeconds, coverIndex, ...metadata } = facts;
      const sound = { ...job, source: source.path };
      report(0.2, 'encode');
      const mp3 = await makeMp3({ ...sound, expectedSeconds, tags: metadata.tags });
      report(0.8, 'package');
      const waveform = await makePeaks({ ...job, mp3 });
      const cover = await coverRenditions(run, { ...sound, coverIndex });
      report(0.9, 'store');
      const { durationSeconds, bitrate } = mp3;
      const renditions: MadeRendition[] = [
        { name: 'mp3', files: [mp3], durationSeconds, bitrate },
        { name: 'waveform', files: [waveform], durationSeconds },
        ...cover,
      ];
      const measured = expectedSeconds || durationSeconds;
      await publishRenditions(run, job.folder, renditions, ports, {
        facts: { durationSeconds: measured, bitrate: metadata.bitrate, metadata },
        isWhole: true,
      });
    }),
  );
}
