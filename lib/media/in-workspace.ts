// Doing one step of processing where the original lies.
import 'server-only';
import { focalPointOf } from '../db/media.ts';
import { env } from '../env/env.ts';
import { binaries } from '../ffmpeg/binaries.ts';
import type { MediaJob } from '../ffmpeg/outputs.ts';
import type { MediaRun } from '../jobs/events.ts';
import type { Ports } from '../ports/ports.ts';
import type { FocalPoint } from '../shared/schemas/media.ts';
import { beginAttempt, takeOver } from './attempts.ts';
import { type Beat, type Progress, withProgress } from './processing-run.ts';
import { attemptFolder, fetchSource, removeFolder } from './workspace.ts';
import { removeWorkspaceWhenOver } from './workspace-of-many.ts';

export type Source = {
  path: string;
  /** The number of the attempt that reads it, below which it stores what it makes. */
  attempt: number;
  mimeType: string;
  focalPoint: FocalPoint | null;
  /** Where its poster is to be taken, if somebody chose it. */
  posterSeconds: number | null;
};

/** One of several parts of a run that are worked on at once. */
export type Part = { name: string; beat: Beat };

/**
 * Runs `work` with the original at hand, in an empty folder that is gone afterwards, with progress,
 * limits and a way to be stopped. When the caller of a step dies, the step is called again while
 * this one still encodes: the newer attempt stops the older one here, and shares no output with one
 * that goes on elsewhere.
 */
export async function inWorkspace<Result>(
  run: MediaRun,
  ports: Ports,
  work: (job: MediaJob, source: Source, progress: Progress) => Promise<Result>,
  part?: Part,
): Promise<Result> {
  const media = await beginAttempt(run, ports);
  const partName = part?.name ?? 'whole';
  const attempt = takeOver(run, partName);
  removeWorkspaceWhenOver(run, ports);
  try {
    const doWork = async (progress: Progress) => {
      const path = await fetchSource(run, media, ports);
      const folder = await attemptFolder(run, partName);
      const job: MediaJob = {
        binaries: await binaries(),
        folder,
        timeoutSeconds: env().MEDIA_TIMEOUT_MINUTES * 60,
        signal: progress.signal,
      };
      try {
        const { mimeType, posterSeconds, attempts: attempt } = media;
        const source = { path, attempt, mimeType, posterSeconds, focalPoint: focalPointOf(media) };
        return await work(job, source, progress);
      } finally {
        await removeFolder(folder);
      }
    };
    return await withProgress(run, ports, attempt.signal, doWork, part?.beat);
  } finally {
    attempt.end();
  }
}
