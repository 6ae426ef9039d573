// One processing run of one media: its fence, its heartbeat, its end.
import 'server-only';
import type { Transaction } from '../db/client.ts';
import type { MediaChange, MediaWhere } from '../db/media.ts';
import { signalMedia } from '../db/media-signals.ts';
import { log } from '../env/log.ts';
import type { MediaRun } from '../jobs/events.ts';
import { announceMedia } from '../ports/announce-media.ts';
import type { Ports } from '../ports/ports.ts';
import { rejectMedia } from '../ports/reject-media.ts';
import type { MediaFailure } from '../shared/media-failure.ts';
import { earlyName } from '../shared/renditions.ts';
import { closeLedger } from './close-ledger.ts';
import { logTailOf } from './log-tail.ts';
import { followLatePoster } from './poster-run.ts';
import { isEarly, removeUnnamed } from './unnamed-objects.ts';

/** Someone else took over or the media is gone: this run must stop and change nothing more. */
export class Superseded extends Error {
  constructor({ mediaId, generation }: MediaRun) {
    super(`run ${generation} of media ${mediaId} is over`);
    this.name = 'Superseded';
  }
}

/** Every write of a run names the state it expects: a late or cancelled run publishes nothing. */
export function ofRun({ mediaId, generation }: MediaRun) {
  return { id: mediaId, generation, status: 'processing', deletingAt: null } as const;
}

/** Writes what is known so far and tells who watches. Throws `Superseded`. */
export async function updateRun(
  run: MediaRun,
  data: MediaChange,
  { db, now }: Ports,
): Promise<void> {
  const { count } = await db.media.updateMany({
    where: ofRun(run),
    data: { ...data, heartbeatAt: now() },
  });
  if (count === 0) throw new Superseded(run);
  await signalMedia(db, run.mediaId);
}

/** People follow a bar, not a log: of mere progress no more than this many writes. */
const reportEveryMs = 700;

export type Progress = {
  signal: AbortSignal;
  /** 0 to 1 of the whole run, and a word of the messages (`stages`). */
  report(fraction: number, stage: string): void;
};

/** Writes what was reported last, if anything, and that the run is alive. Throws `Superseded`. */
export type Beat = (
  run: MediaRun,
  data: { progress?: number; stage?: string },
  ports: Ports,
) => Promise<void>;

/**
 * Runs `work` with a way to report progress. Reports also beat the heart, and the signal aborts as
 * soon as a beat finds that the run was superseded, or `attempt` does, so a running encoder does not
 * finish in vain.
 */
export async function withProgress<Result>(
  run: MediaRun,
  ports: Ports,
  attempt: AbortSignal,
  work: (progress: Progress) => Promise<Result>,
  write: Beat = updateRun,
): Promise<Result> {
  const aborter = new AbortController();
  const signal = AbortSignal.any([aborter.signal, attempt]);
  let latest: { progress: number; stage: string } | undefined;
  let knownStage: string | undefined;
  let writing: Promise<void> | undefined;
  const beat = () => {
    // A database that takes longer than a beat is not asked again before it answered.
    if (writing) return;
    const data = latest ?? {};
    latest = undefined;
    writing = write(run, data, ports)
      .catch((error: unknown) => {
        if (error instanceof Superseded) aborter.abort(error);
        else log().warn({ mediaId: run.mediaId, error: String(error) }, 'a heartbeat was missed');
      })
      .finally(() => {
        writing = undefined;
      });
  };
  const timer = setInterval(beat, reportEveryMs);
  try {
    return await work({
      signal,
      report(progress, stage) {
        latest = { progress, stage };
        if (stage === knownStage) return;
        knownStage = stage;
        beat();
      },
    });
  } catch (error) {
    throw signal.aborted ? new Superseded(run) : error;
  } finally {
    clearInterval(timer);
    await writing;
  }
}

/** A real change, so that the row stays locked until the transaction ends: without data, Prisma only reads. */
export async function staysUnderWay(
  tx: Transaction,
  run: MediaRun,
  facts: MediaChange,
  now: Date,
): Promise<boolean> {
  const { count } = await tx.media.updateMany({
    where: ofRun(run),
    data: { ...facts, heartbeatAt: now },
  });
  return count > 0;
}

/** All renditions are stored: the media is ready, and what no row of this run names is removed. */
export async function finishRun(run: MediaRun, ports: Ports): Promise<void> {
  let waiting = 0;
  const isFinished = await ports.db.$transaction(async (tx) => {
    const isCurrent = await becomeReady(tx, run, {}, ports.now());
    if (!isCurrent) return false;
    await signalMedia(tx, run.mediaId);
    // Before the run that may follow: the media is ready for the moment.
    waiting = await announceMedia(tx, 'media.ready', [run.mediaId], ports.now());
    if (await followLatePoster(tx, run, ports.now())) waiting += 1;
    return true;
  });
  if (waiting > 0) ports.sendWaitingEvents();
  if (isFinished || (await isReady(run, ports))) await clearUpAfter(run, ports);
}

/**
 * Part of the caller's transaction: what older runs entered goes, but not what this one took over of
 * it. Says no, and changes nothing, when the run is over.
 */
export async function becomeReady(
  tx: Transaction,
  run: MediaRun,
  facts: MediaChange,
  now: Date,
): Promise<boolean> {
  const { mediaId, generation } = run;
  const ready = { status: 'ready', progress: 1, stage: null, readyAt: now } as const;
  const { count } = await tx.media.updateMany({
    where: ofRun(run),
    data: { ...facts, ...ready, heartbeatAt: now },
  });
  if (count === 0) return false;
  if (generation > 1 || run.type === 'video') {
    const isOver = [{ generation: { lt: generation } }, { name: earlyName }];
    await tx.rendition.deleteMany({ where: { mediaId, OR: isOver } });
  }
  return true;
}

/**
 * Does `work`, which makes the media ready; a repetition after that is no failure, but still has to
 * clear up.
 */
export async function onceUntilReady(
  run: MediaRun,
  ports: Ports,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Superseded) || !(await isReady(run, ports))) throw error;
    if (run.generation > 1) await clearUpAfter(run, ports);
  }
}

async function isReady({ mediaId: id, generation }: MediaRun, { db }: Ports): Promise<boolean> {
  return (await db.media.count({ where: { id, generation, status: 'ready' } })) === 1;
}

/** This run is what people see: objects of runs so far that no row names any more are removed. */
export function clearUpAfter({ mediaId, generation }: MediaRun, ports: Ports): Promise<void> {
  return removeUnnamed(mediaId, (theirs) => theirs <= generation, ports);
}

/**
 * The run did not work: the reason goes to the media, and to the rendition it was at. What it had made
 * is shown to nobody but kept for the next run (see `closeLedger`); what it had only begun goes away. A
 * file that never was what its sender meant to send goes away whole, and its upload is refused after
 * the fact. A run that is over, or does not stand as `expected`, does not fail, which is what this says;
 * but what one that is over left behind goes: whoever ended it may not have come to that.
 */
export async function failRun(
  run: MediaRun,
  failure: MediaFailure,
  ports: Ports,
  expected: MediaWhere = {},
): Promise<boolean> {
  const { mediaId } = run;
  if (failure.code === 'checksum_mismatch' && (await isFirst(run, ports))) {
    const { code, message: text } = failure;
    if (await rejectMedia(mediaId, { code, failure: code, text }, 'completed', ports)) return true;
  }
  let waiting = 0;
  const isFailed = await ports.db.$transaction(async (tx) => {
    const { count } = await tx.media.updateMany({
      where: { ...expected, ...ofRun(run) },
      data: {
        status: 'failed',
        failureCode: failure.code,
        failureMessage: failure.message.slice(0, 500),
        failedAt: ports.now(),
        stage: null,
      },
    });
    if (count === 0) return false;
    await closeLedger(tx, run, logTailOf(failure));
    await signalMedia(tx, mediaId);
    waiting = await announceMedia(tx, 'media.failed', [mediaId], ports.now());
    return true;
  });
  if (waiting > 0) ports.sendWaitingEvents();
  await discardRun(run, ports);
  return isFailed;
}

/**
 * Removes what a run that is over stored and no row names: its media was deleted or failed while it was
 * storing, or it is ready and was not cleared up after. What it has entered stays, as it may be the last
 * good one, or be taken over by the next. Says whether the run is over: a newer attempt at the same run
 * may be under way.
 */
export async function discardRun(run: MediaRun, ports: Ports): Promise<boolean> {
  const { mediaId, generation } = run;
  if ((await ports.db.media.count({ where: ofRun(run) })) > 0) return false;
  const isWhole = await isReady(run, ports);
  // A run this one took over from may have died with something to show. Not one that came later: what
  // it shows while it works is named by no row, but for its playlists.
  const isMeant = (theirs: number, path: string) =>
    theirs === generation || (theirs < generation && (isWhole || isEarly(path)));
  await removeUnnamed(mediaId, isMeant, ports);
  return true;
}

/** Whether no earlier run made this media ready: then a good original was never there. */
async function isFirst(run: MediaRun, { db }: Ports): Promise<boolean> {
  return (await db.media.count({ where: { ...ofRun(run), readyAt: null } })) === 1;
}
