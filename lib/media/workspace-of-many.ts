// Clearing up on every machine that took part in a run: its last step is taken on one of them only.
import 'server-only';
import type { Database } from '../db/client.ts';
import { log } from '../env/log.ts';
import type { Ports } from '../ports/ports.ts';
import { type RunHere, removeWorkspace, runsHere } from './workspace.ts';

const lookEveryMs = 60_000;

type Awaited = RunHere & {
  /** Worked on by this process; of others only the name of their folder is known. */
  isOurs: boolean;
};

const awaited = new Map<string, Awaited>();
let timer: NodeJS.Timeout | undefined;
let hasLookedAround = false;

/**
 * Removes this machine's copy of the original within a minute after the run is over, however it ended;
 * with it what a process that was killed left of other runs.
 */
export function removeWorkspaceWhenOver({ mediaId, generation }: RunHere, { db }: Ports): void {
  awaited.set(nameOf({ mediaId, generation }), { mediaId, generation, isOurs: true });
  timer ??= setInterval(() => {
    removeThoseOver(db).catch((error: unknown) => {
      log().debug({ error: String(error) }, 'workspaces are looked at later');
    });
  }, lookEveryMs).unref();
}

async function removeThoseOver(db: Database): Promise<void> {
  await lookAround();
  const runs = [...awaited.values()];
  const rows = await db.media.findMany({
    where: { id: { in: runs.map(({ mediaId }) => mediaId) } },
    select: { id: true, generation: true, status: true, deletingAt: true },
  });
  const mediaOf = new Map(rows.map((row) => [row.id, row]));
  for (const run of runs) {
    const media = mediaOf.get(run.mediaId);
    // Of a media this database never had: another installation may share the folder.
    const isForeign = !media && !run.isOurs;
    const isUnderWay =
      media?.generation === run.generation && media.status === 'processing' && !media.deletingAt;
    if (isUnderWay) continue;
    if (!isForeign) await removeWorkspace(run);
    awaited.delete(nameOf(run));
  }
  if (awaited.size > 0) return;
  clearInterval(timer);
  timer = undefined;
}

/** Once: what is there and not ours was left by a process before this one, or is another one's. */
async function lookAround(): Promise<void> {
  if (hasLookedAround) return;
  for (const run of await runsHere()) {
    if (!awaited.has(nameOf(run))) awaited.set(nameOf(run), { ...run, isOurs: false });
  }
  hasLookedAround = true;
}

function nameOf({ mediaId, generation }: RunHere): string {
  return `${mediaId}-${generation}`;
}
