// What is made of a video: one verb per step, each safe to repeat on any machine.
import 'server-only';
import { env } from '../env/env.ts';
import { playsAsIs } from '../ffmpeg/copy-rule.ts';
import { packageHls } from '../ffmpeg/hls.ts';
import { encodeLadder, type Ladder } from '../ffmpeg/ladder.ts';
import type { MediaJob } from '../ffmpeg/outputs.ts';
import { shortcomings } from '../ffmpeg/picture-filters.ts';
import type { VideoProfile } from '../ffmpeg/plan.ts';
import { makePoster } from '../ffmpeg/poster.ts';
import { probeVideo } from '../ffmpeg/probe.ts';
import { makeStoryboard } from '../ffmpeg/storyboard.ts';
import type { VideoFacts } from '../ffmpeg/video-facts.ts';
import type { MediaRun } from '../jobs/events.ts';
import type { Ports } from '../ports/ports.ts';
import type { RenditionName } from '../shared/renditions.ts';
import { checkSource } from './check-source.ts';
import { beginFirstRung } from './first-rung.ts';
import { inWorkspace } from './in-workspace.ts';
import { isToMake, openLedger } from './ledger.ts';
import { outlastOutage } from './outlast-outage.ts';
import type { Progress } from './processing-run.ts';
import { encodedProfiles, posterProfile } from './profiles.ts';
import { type MadeRendition, publishRenditions } from './publish-renditions.ts';
import { timed } from './timed.ts';
import { together } from './together.ts';

/** Shares of the bar, as measured: encoding is nearly all of it. */
export const encodingFrom = 0.04;
export const packagingFrom = 0.96;

/** What comes from one encode. */
export const fromLadder: RenditionName[] = ['mp4', 'hls', 'storyboard'];

/**
 * Fetches the original, checks it, enters its facts and what is to be made of it.
 * Throws `MediaFailure`, `Superseded`.
 */
export async function inspectVideo(run: MediaRun, ports: Ports): Promise<VideoFacts> {
  return inWorkspace(run, ports, async (job, source, progress) => {
    progress.report(0.01, 'probe');
    // First: a file that arrived damaged is said to be just that, not to be an odd video.
    const inputHash = await checkSource(run, source.path, ports);
    const facts = await probeVideo({
      binaries: job.binaries,
      path: source.path,
      signal: job.signal,
    });
    const { container, framesPerSecond, rotation, hdrTransfer, isInterlaced, video, audio } = facts;
    const data = {
      width: facts.width,
      height: facts.height,
      durationSeconds: facts.durationSeconds,
      bitrate: facts.bitrate === null ? null : Math.round(facts.bitrate),
      metadata: {
        ...{ container, framesPerSecond, rotation, hdrTransfer, isInterlaced },
        codec: video.codec,
        profile: video.profile,
        pixelFormat: video.pixelFormat,
        playsAsIs: playsAsIs(facts),
        warnings: shortcomings(facts, job.binaries.capabilities),
        audio: audio.map(({ codec, channels, sampleRate }) => ({ codec, channels, sampleRate })),
      },
    };
    const groups = [
      posterProfile(facts, job.binaries, source.posterSeconds),
      encodedProfiles(facts, videoProfile(), job.binaries),
    ];
    await openLedger(run, { inputHash, groups }, data, ports);
    return facts;
  });
}

/** A picture to show before anything else is done. Nothing to do when it was taken over. */
export async function publishPoster(run: MediaRun, facts: VideoFacts, ports: Ports): Promise<void> {
  if (!(await isToMake(run, ['poster'], ports))) return;
  await inWorkspace(run, ports, async (job, source, progress) => {
    progress.report(0.02, 'poster');
    const { path, posterSeconds: atSeconds } = source;
    const { tookMs, ...made } = await timed(makePoster({ ...job, source: path, facts, atSeconds }));
    const { width, height, ...file } = made;
    const profiles = posterProfile(facts, job.binaries, atSeconds);
    const poster: MadeRendition = { name: 'poster', files: [file], width, height, tookMs };
    await publishRenditions(run, { ...job, ...source }, [poster], ports, { profiles });
  });
}

/**
 * The MP4, the HLS ladder and the storyboard: stored, then entered together. Nothing to do when they
 * were taken over.
 */
export async function publishLadder(run: MediaRun, facts: VideoFacts, ports: Ports): Promise<void> {
  if (!(await isToMake(run, fromLadder, ports))) return;
  await inWorkspace(run, ports, async (job, source, progress) => {
    const { report } = progress;
    report(encodingFrom, 'encode');
    await using early = await beginFirstRung(run, { job, ...source, facts }, ports);
    const encoding = encodeLadder({
      ...job,
      source: source.path,
      facts,
      profile: videoProfile(),
      growsIn: early.folder,
      onProgress: (fraction) =>
        report(encodingFrom + fraction * (packagingFrom - encodingFrom), early.stage()),
    });
    const { tookMs, ...ladder } = await timed(encoding);
    const { attempt } = source;
    await publishEncoded(run, { ...job, attempt, facts, ladder, tookMs, progress }, ports);
  });
}

/** How this installation encodes. */
export function videoProfile(): VideoProfile {
  const { VIDEO_PRESET: preset, VIDEO_CRF: crf } = env();
  return { preset, crf };
}

type Encoded = {
  attempt: number;
  facts: VideoFacts;
  ladder: Ladder;
  tookMs: number;
  progress: Progress;
};

/** Packages what was encoded, stores and enters it. */
export async function publishEncoded(
  run: MediaRun,
  job: MediaJob & Encoded,
  ports: Ports,
): Promise<void> {
  const { facts, ladder, tookMs } = job;
  const { report } = job.progress;
  report(packagingFrom, 'package');
  const [hls, storyboard] = await together(job.signal, (signal) => [
    timed(packageHls({ ...job, signal })),
    timed(makeStoryboard({ ...job, signal })),
  ]);
  report(0.98, 'store');
  const { width, height, durationSeconds, bitrate, ...mp4 } = ladder.mp4;
  const shape = { width, height, durationSeconds };
  const { vtt, sprite } = storyboard;
  const renditions: MadeRendition[] = [
    { name: 'mp4', files: [mp4], ...shape, bitrate: Math.round(bitrate), tookMs },
    { name: 'hls', files: [hls.master, ...hls.files], ...shape, tookMs: hls.tookMs },
    { name: 'storyboard', files: [vtt, sprite], tookMs: storyboard.tookMs },
  ];
  // As this machine makes them, which may be another one than that which opened the ledger.
  const profiles = encodedProfiles(facts, videoProfile(), job.binaries);
  await outlastOutage(async () => {
    // A machine that was taken for lost may have been faster: then nothing of this is to be stored.
    if (!(await isToMake(run, fromLadder, ports))) return;
    await publishRenditions(run, job, renditions, ports, { profiles });
  }, job.signal);
}
