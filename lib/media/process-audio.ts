// What is made of a sound file: an MP3 that plays everywhere, its waveform and its cover, in one step.
import 'server-only';
import type { SoundFacts } from '../ffmpeg/audio-facts.ts';
import { makeMp3 } from '../ffmpeg/mp3.ts';
import type { MediaJob } from '../ffmpeg/outputs.ts';
import { makePeaks } from '../ffmpeg/peaks.ts';
import { probeAudio } from '../ffmpeg/probe.ts';
import type { MediaRun } from '../jobs/events.ts';
import type { Ports } from '../ports/ports.ts';
import { checkSource } from './check-source.ts';
import { inWorkspace } from './in-workspace.ts';
import { findUnchanged } from './ledger.ts';
import { coverRenditions } from './process-audio-cover.ts';
import { onceUntilReady, type Progress } from './processing-run.ts';
import { type Profiles, soundProfiles } from './profiles.ts';
import { type MadeRendition, publishRenditions } from './publish-renditions.ts';
import { timed } from './timed.ts';

/**
 * Enters the facts; makes, stores and enters the MP3, its waveform and the pictures of its cover, all
 * together, but for what an earlier run made just so; with them the sound is ready. Repeated, it changes
 * nothing. Throws `MediaFailure`, `Superseded`.
 */
export async function publishAudio(run: MediaRun, ports: Ports): Promise<void> {
  await onceUntilReady(run, ports, () =>
    inWorkspace(run, ports, async (job, source, { report }) => {
      report(0.05, 'probe');
      const inputHash = await checkSource(run, source.path, ports);
      const { binaries, signal } = job;
      const facts = await probeAudio({ binaries, path: source.path, signal });
      const { sound, cover } = soundProfiles(binaries);
      const unchanged = await findUnchanged(run, { inputHash, groups: [sound, cover] }, ports);
      const isThere = (profiles: Profiles) => unchanged.some(({ name }) => name in profiles);
      const renditions = [
        ...(isThere(sound) ? [] : await makeSound({ ...job, source: source.path }, facts, report)),
        ...(isThere(cover)
          ? []
          : await coverRenditions(run, { ...job, ...facts, source: source.path })),
      ];
      report(0.9, 'store');
      const { durationSeconds, coverIndex: _, ...metadata } = facts;
      const made = [...renditions, ...unchanged].find(({ name }) => name === 'mp3');
      await publishRenditions(run, { ...job, ...source }, renditions, ports, {
        facts: {
          durationSeconds: durationSeconds || made?.durationSeconds,
          bitrate: metadata.bitrate,
          metadata,
        },
        ...{ inputHash, profiles: { ...sound, ...cover }, unchanged, isWhole: true },
      });
    }),
  );
}

/** The MP3 and, read from it, the waveform. */
async function makeSound(
  job: MediaJob & { source: string },
  facts: SoundFacts,
  report: Progress['report'],
): Promise<MadeRendition[]> {
  report(0.2, 'encode');
  const expectedSeconds = facts.durationSeconds;
  const mp3 = await timed(makeMp3({ ...job, expectedSeconds, tags: facts.tags }));
  report(0.8, 'package');
  const waveform = await timed(makePeaks({ ...job, mp3 }));
  const { durationSeconds, bitrate, tookMs } = mp3;
  return [
    { name: 'mp3', files: [mp3], durationSeconds, bitrate, tookMs },
    { name: 'waveform', files: [waveform], durationSeconds, tookMs: waveform.tookMs },
  ];
}
