// Nothing stays `processing` for ever: runs that fell silent begin again, and fail when that does not help.
import 'server-only';
import { findStalled, type StalledRun } from '../db/media.ts';
import { env } from '../env/env.ts';
import { log } from '../env/log.ts';
import type { Ports } from '../ports/ports.ts';
import { MediaFailure } from '../shared/media-failure.ts';
import { failRun } from './processing-run.ts';
import { startNextRun } from './start-run.ts';

/** A queue in which something of its kind beat so lately is moving: what waits in it is not lost. */
const movingMinutes = 2;
/** However long the queue: what was not begun or went silent a day ago is not waiting for its turn. */
const deadlineMinutes = 24 * 60;
const mostRevivals = 3;
const batchSize = 100;

export type ReviveResult = { revived: number; failed: number };

/**
 * One bounded batch of runs whose event or worker was lost. Each is begun again as its next
 * generation after `PROCESSING_SILENT_MINUTES` (a run that works beats every second, but one may wait so
 * long for its turn or a retry), then after twice and four times as long; then it fails with
 * `processing_stalled`, which a person can answer with "process again".
 */
export async function reviveStalled(ports: Ports): Promise<ReviveResult> {
  const now = ports.now();
  const silentMinutes = env().PROCESSING_SILENT_MINUTES;
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
  const stalled = await findStalled(ports.db, {
    silentSince: ago(silentMinutes),
    movingSince: ago(Math.min(movingMinutes, silentMinutes)),
    deadline: ago(deadlineMinutes),
    limit: batchSize,
  });
  const result = { revived: 0, failed: 0 };
  for (const run of stalled) {
    // Each time twice as patient: an event server that is away loses nobody's place at once.
    const silentSince = ago(silentMinutes * 2 ** run.revivals);
    if (run.heartbeatAt >= silentSince) continue;
    const outcome = run.revivals < mostRevivals ? 'revived' : 'failed';
    const settle = outcome === 'revived' ? revive : giveUp;
    // One that cannot be settled now must not keep the others: the next round finds it again.
    const isSettled = await settle(run, silentSince, ports).catch((error: unknown) => {
      log().warn({ mediaId: run.id, error: String(error) }, 'a silent run could not be settled');
      return false;
    });
    if (isSettled) result[outcome] += 1;
  }
  if (stalled.length > 0) ports.sendWaitingEvents();
  return result;
}

/** Says no when it beat, ended or was revived meanwhile. */
async function revive(run: StalledRun, silentSince: Date, ports: Ports): Promise<boolean> {
  const { id: mediaId, generation, revivals, again, askedIn } = run;
  const isRevived = await ports.db.$transaction((tx) =>
    startNextRun(tx, run, {
      expected: { status: 'processing', deletingAt: null, heartbeatAt: { lt: silentSince } },
      now: ports.now(),
      revivals: revivals + 1,
      ...(again === null ? {} : { again, askedIn: askedIn ?? undefined }),
    }),
  );
  if (isRevived) log().warn({ mediaId, generation, revivals }, 'a silent run begins again');
  return isRevived;
}

/** Says no when it beat or ended meanwhile. */
async function giveUp(run: StalledRun, silentSince: Date, ports: Ports): Promise<boolean> {
  const { id: mediaId, type, generation } = run;
  const failure = new MediaFailure('processing_stalled', 'Nothing was heard of the processing.');
  const isSilent = { heartbeatAt: { lt: silentSince } };
  const isGivenUp = await failRun({ mediaId, type, generation }, failure, ports, isSilent);
  if (isGivenUp) log().warn({ mediaId, generation }, 'a silent run is given up');
  return isGivenUp;
}
