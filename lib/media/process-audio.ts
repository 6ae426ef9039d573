// What is made of a sound file: an MP3 that plays everywhere, in one step.
import 'server-only';
import { makeMp3 } from '../ffmpeg/mp3.ts';
import { probeAudio } from '../ffmpeg/probe.ts';
import type { MediaRun } from '../jobs/events.ts';
import type { Ports } from '../ports/ports.ts';
import { checkSource } from './check-source.ts';
import { inWorkspace } from './in-workspace.ts';
import { updateRun } from './processing-run.ts';
import { publishRenditions } from './publish-renditions.ts';

/** Enters the facts, makes, stores and enters the MP3. Throws `MediaFailure`, `Superseded`. */
export async function publishAudio(run: MediaRun, ports: Ports): Promise<void> {
  await inWorkspace(run, ports, async (job, source, { report }) => {
    report(0.05, 'probe');
    await checkSource(run, source.path, ports);
    const facts = await probeAudio({
      binaries: job.binaries,
      path: source.path,
      signal: job.signal,
    });
    const { durationSeconds: expectedSeconds, ...metadata } = facts;
    report(0.2, 'encode');
    const { durationSeconds, bitrate, ...file } = await makeMp3({
      ...job,
      source: source.path,
      expectedSeconds,
    });
    report(0.9, 'store');
    const mp3 = { name: 'mp3', durationSeconds, bitrate } as const;
    await publishRenditions(run, job.folder, [{ ...mp3, files: [file] }], ports);
    const measured = expectedSeconds || durationSeconds;
    const data = { durationSeconds: measured, bitrate: metadata.bitrate, metadata };
    await updateRun(run, data, ports);
  });
}
