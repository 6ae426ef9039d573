// Doing one step of processing where the original lies.
import 'server-only';
import { env } from '../env/env.ts';
import { binaries } from '../ffmpeg/binaries.ts';
import type { MediaJob } from '../ffmpeg/outputs.ts';
import type { MediaRun } from '../jobs/events.ts';
import type { Ports } from '../ports/ports.ts';
import { mediaOf, type Progress, withProgress } from './processing-run.ts';
import { fetchSource, type Source } from './workspace.ts';

type FetchedSource = Source & { declaredSha256: string | null };

/** Runs `work` where the original lies, with progress, limits and a way to be stopped. */
export async function inWorkspace<Result>(
  run: MediaRun,
  ports: Ports,
  work: (job: MediaJob, source: FetchedSource, progress: Progress) => Promise<Result>,
): Promise<Result> {
  const media = await mediaOf(run, ports);
  return withProgress(run, ports, async (progress) => {
    const source = await fetchSource(run, media, ports);
    const job: MediaJob = {
      binaries: await binaries(),
      folder: source.folder,
      timeoutSeconds: env().MEDIA_TIMEOUT_MINUTES * 60,
      signal: progress.signal,
    };
    const declaredSha256 = media.upload?.declaredSha256 ?? null;
    return work(job, { ...source, declaredSha256 }, progress);
  });
}
