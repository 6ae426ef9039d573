// How media stand: what a page that shows many of them asks every few seconds.
import 'server-only';
import type { Ports } from '../ports/ports.ts';
import type { Actor } from '../shared/actor.ts';
import type { FailureCode, MediaStatus } from '../shared/media-state.ts';
import type { MediaEvent, MediaStates } from '../shared/schemas/media.ts';
import { ownedBy } from './readable.ts';

export const stateSelect = {
  status: true,
  progress: true,
  stage: true,
  failureCode: true,
  failureMessage: true,
  updatedAt: true,
} as const;

type StateRow = {
  status: MediaStatus;
  progress: number;
  stage: string | null;
  failureCode: string | null;
  failureMessage: string | null;
};

/** The states of those among `ids` that the caller may see, in no particular order. */
export async function mediaStates(
  ids: string[],
  { actor, ports: { db } }: { actor: Actor; ports: Ports },
): Promise<MediaStates> {
  const rows = await db.media.findMany({
    where: { id: { in: ids }, ...ownedBy(actor) },
    select: { id: true, ...stateSelect },
  });
  return { results: rows.map((row) => ({ id: row.id, ...toEvent(row) })) };
}

export function toEvent(row: StateRow): MediaEvent {
  const hasFailed = row.status === 'failed' && row.failureCode !== null;
  return {
    status: row.status,
    progress: row.status === 'ready' ? 1 : row.progress,
    stage: row.stage,
    failure: hasFailed
      ? { code: row.failureCode as FailureCode, message: row.failureMessage ?? '' }
      : null,
  };
}
