// A film that browsers do not play as it is, watched while it is encoded: its smallest size is stored
// segment by segment.
import 'server-only';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { log } from '../env/log.ts';
import { keepsStream, playsAsIs } from '../ffmpeg/copy-rule.ts';
import { growingSegmentSeconds } from '../ffmpeg/first-rung.ts';
import type { MediaJob } from '../ffmpeg/outputs.ts';
import { type RungSize, rungSizes } from '../ffmpeg/rungs.ts';
import type { VideoFacts } from '../ffmpeg/video-facts.ts';
import type { MediaRun } from '../jobs/events.ts';
import type { Ports } from '../ports/ports.ts';
import { earlyFolder, earlyName } from '../shared/renditions.ts';
import { GrowingRendition } from './growing-rendition.ts';
import { Superseded } from './processing-run.ts';
import { isEarly, removeUnnamed } from './unnamed-objects.ts';

export type FirstRung = AsyncDisposable & {
  /** Where the encoder is to leave it; undefined when it is not wanted. */
  folder: string | undefined;
  /** What to call the encoding: from `rest` on, the film can be watched. */
  stage(): 'encode' | 'rest';
  /** Waits until everything the encoder left is stored, but not for a store that is out of order. */
  drained(): Promise<void>;
};

type Encoding = { job: MediaJob; attempt: number; facts: VideoFacts; isBeginning?: boolean };

/** R2 takes one write a second per key; a segment lasts longer than this. */
const rewriteEveryMs = 2_000;
const lookAgainMs = 250;
const afterFailureMs = 10_000;
const drainMs = 30_000;

const none: FirstRung = {
  folder: undefined,
  stage: () => 'encode',
  async drained() {},
  async [Symbol.asyncDispose]() {},
};

/**
 * Stores what the encoder leaves in `folder` until the film is whole or this is disposed of, and
 * enters it as the rendition `early` as soon as there is something to see; `isBeginning` tells of an
 * encoder that leaves only the first part of the film. Whatever goes wrong here is logged, and the film
 * comes later. Finishing or failing the run removes it again.
 */
export async function beginFirstRung(
  run: MediaRun,
  { job, attempt, facts, isBeginning = false }: Encoding,
  ports: Ports,
): Promise<FirstRung> {
  const rung = await wantedRung(run, facts, ports).catch((error: unknown) => {
    complain(run, error);
    return undefined;
  });
  if (!rung) return none;
  const folder = join(job.folder, earlyFolder);
  await mkdir(folder, { recursive: true });
  const ending = new AbortController();
  const signal = AbortSignal.any([ending.signal, ...(job.signal ? [job.signal] : [])]);
  const growing = new GrowingRendition(
    run,
    { parent: job.folder, attempt, rung, facts, isBeginning },
    ports,
  );
  const publishing = publish(run, growing, signal);
  return {
    folder,
    stage: () => (growing.isEntered ? 'rest' : 'encode'),
    async drained() {
      const isLate = setTimeout(drainMs, undefined, { signal }).catch(() => undefined);
      await Promise.race([publishing, isLate]);
    },
    async [Symbol.asyncDispose]() {
      ending.abort();
      await publishing;
    },
  };
}

/** Nothing for a film that can be watched already, or that is encoded before anybody has looked. */
async function wantedRung(
  run: MediaRun,
  facts: VideoFacts,
  ports: Ports,
): Promise<RungSize | undefined> {
  const { mediaId, generation } = run;
  // What an earlier attempt left is not continued: its encoder was another one.
  const own = { mediaId, generation, name: earlyName };
  const { count: leftOver } = await ports.db.rendition.deleteMany({ where: own });
  if (leftOver > 0) {
    const isOwn = (theirs: number, path: string) => theirs === generation && isEarly(path);
    await removeUnnamed(mediaId, isOwn, ports);
  }

  const sizes = rungSizes(facts);
  const isOnlyCopied = keepsStream(facts) && sizes.length === 1;
  const isSoonOver = facts.durationSeconds < 2 * growingSegmentSeconds;
  if (playsAsIs(facts) || isOnlyCopied || isSoonOver) return undefined;
  const hasStream = await ports.db.rendition.count({
    where: { mediaId, name: 'hls', status: 'ready' },
  });
  return hasStream > 0 ? undefined : sizes.at(-1);
}

async function publish(
  run: MediaRun,
  growing: GrowingRendition,
  signal: AbortSignal,
): Promise<void> {
  const rest = (ms: number) => setTimeout(ms, undefined, { signal }).catch(() => undefined);
  while (!signal.aborted && !growing.isWhole) {
    try {
      await rest((await growing.catchUp(signal)) ? rewriteEveryMs : lookAgainMs);
    } catch (error) {
      if (error instanceof Superseded || signal.aborted) return;
      complain(run, error);
      await rest(afterFailureMs);
    }
  }
}

function complain({ mediaId, generation }: MediaRun, error: unknown): void {
  const text = 'the film cannot be watched while it is encoded';
  log().warn({ mediaId, generation, error: String(error) }, text);
}
