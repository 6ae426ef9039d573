// Nothing stays `processing` for ever: runs that fell silent begin again, and fail when that does not help.
import 'server-only';
import { findStalled, type StalledRun } from '../db/media.ts';
import { log } from '../env/log.ts';
import type { Ports } from '../ports/ports.ts';
import { MediaFailure } from '../shared/media-failure.ts';
import { failRun } from './processing-run.ts';
import { startNextRun } from './start-run.ts';

/** A run that works beats every second; whoever waits for its turn or a retry may be silent for so long. */
const silentMinutes = 30;
/** A queue in which something of its kind beat so lately is moving: what waits in it is not lost. */
const movingMinutes = 2;
/** However long the queue: what was not begun or went silent a day ago is not waiting for its turn. */
const deadlineMinutes = 24 * 60;
const mostRevivals = 3;
const batchSize = 100;

export type ReviveResult = { revived: number; failed: number };

/**
 * One bounded batch of runs whose event or worker was lost. Each is begun again as its next
 * generation after half an hour, then after one and two more hours of silence; then it fails with
 * `processing_stalled`, which a person can answer with "process again".
 */
export async function reviveStalled(ports: Ports): Promise<ReviveResult> {
  const now = ports.now();
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
  const stalled = await findStalled(ports.db, {
    silentSince: ago(silentMinutes),
    movingSince: ago(movingMinutes),
    deadline: ago(deadlineMinutes),
    limit: batchSize,
  });
  const result = { revived: 0, failed: 0 };
  for (const run of stalled) {
    // Each time twice as patient: an event server that is away loses nobody's place at once.
    const silentSince = ago(silentMinutes * 2 ** run.revivals);
    if (run.heartbeatAt >= silentSince) continue;
    if (run.revivals >= mostRevivals) {
      await giveUp(run, ports);
      result.failed += 1;
    } else if (await revive(run, silentSince, ports)) {
      result.revived += 1;
    }
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

async function giveUp({ id: mediaId, type, generation }: StalledRun, ports: Ports): Promise<void> {
  const failure = new MediaFailure('processing_stalled', 'Nothing was heard of the processing.');
  log().warn({ mediaId, generation }, 'a silent run is given up');
  await failRun({ mediaId, type, generation }, failure, ports);
}
