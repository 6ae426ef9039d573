// What is made of a video: one verb per step, each safe to repeat on any machine.
import 'server-only';
import { env } from '../env/env.ts';
import { playsAsIs } from '../ffmpeg/copy-rule.ts';
import { packageHls } from '../ffmpeg/hls.ts';
import { encodeLadder } from '../ffmpeg/ladder.ts';
import { makePoster } from '../ffmpeg/poster.ts';
import { probeVideo } from '../ffmpeg/probe.ts';
import { makeStoryboard } from '../ffmpeg/storyboard.ts';
import type { VideoFacts } from '../ffmpeg/video-facts.ts';
import type { MediaRun } from '../jobs/events.ts';
import type { Ports } from '../ports/ports.ts';
import { checkSource } from './check-source.ts';
import { beginFirstRung } from './first-rung.ts';
import { inWorkspace } from './in-workspace.ts';
import { updateRun } from './processing-run.ts';
import { publishRenditions } from './publish-renditions.ts';

/** Shares of the bar, as measured: encoding is nearly all of it. */
const encodingFrom = 0.04;
const packagingFrom = 0.96;

/** Fetches the original, checks it and enters its facts. Throws `MediaFailure`, `Superseded`. */
export async function inspectVideo(run: MediaRun, ports: Ports): Promise<VideoFacts> {
  return inWorkspace(run, ports, async (job, source, progress) => {
    progress.report(0.01, 'probe');
    // First: a file that arrived damaged is said to be just that, not to be an odd video.
    await checkSource(run, source.path, ports);
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
        audio: audio.map(({ codec, channels, sampleRate }) => ({ codec, channels, sampleRate })),
      },
    };
    await updateRun(run, data, ports);
    return facts;
  });
}

/** A picture to show before anything else is done. */
export async function publishPoster(run: MediaRun, facts: VideoFacts, ports: Ports): Promise<void> {
  await inWorkspace(run, ports, async (job, source, progress) => {
    progress.report(0.02, 'poster');
    const { width, height, ...file } = await makePoster({ ...job, source: source.path, facts });
    const poster = { name: 'poster', files: [file], width, height } as const;
    await publishRenditions(run, job.folder, [{ ...poster, files: [file] }], ports);
  });
}

/** The MP4, the HLS ladder and the storyboard: stored, then entered together. */
export async function publishLadder(run: MediaRun, facts: VideoFacts, ports: Ports): Promise<void> {
  const { VIDEO_PRESET: preset, VIDEO_CRF: crf } = env();
  await inWorkspace(run, ports, async (job, source, { report }) => {
    report(encodingFrom, 'encode');
    await using early = await beginFirstRung(run, { job, facts }, ports);
    const startedAt = Date.now();
    const ladder = await encodeLadder({
      ...job,
      source: source.path,
      facts,
      profile: { preset, crf },
      growsIn: early.folder,
      onProgress: (fraction) =>
        report(encodingFrom + fraction * (packagingFrom - encodingFrom), early.stage()),
    });
    const tookMs = Date.now() - startedAt;
    report(packagingFrom, 'package');
    const [hls, storyboard] = await Promise.all([
      packageHls({ ...job, ladder }),
      makeStoryboard({ ...job, ladder }),
    ]);
    report(0.98, 'store');
    const { width, height, durationSeconds, bitrate, ...mp4 } = ladder.mp4;
    const shape = { width, height, durationSeconds };
    await publishRenditions(
      run,
      job.folder,
      [
        { name: 'mp4', files: [mp4], ...shape, bitrate: Math.round(bitrate), tookMs },
        { name: 'hls', files: [hls.master, ...hls.files], ...shape },
        { name: 'storyboard', files: [storyboard.vtt, storyboard.sprite] },
      ],
      ports,
    );
  });
}
