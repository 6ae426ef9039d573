// The ledger of a media as its owner sees it.
import 'server-only';
import type { RenditionRow } from '../db/renditions.ts';
import type { Ports } from '../ports/ports.ts';
import type { Actor } from '../shared/actor.ts';
import { AppError } from '../shared/errors.ts';
import { type RenditionName, renditionGroups } from '../shared/renditions.ts';
import type { Rendition, Renditions } from '../shared/schemas/media.ts';
import { ownedBy } from './readable.ts';

/**
 * The renditions of the current run, in the order they are made; of the last run as long as the current
 * one has entered none. Throws `not_found`, also for a media of somebody else.
 */
export async function listRenditions(
  id: string,
  { actor, ports }: { actor: Actor; ports: Ports },
): Promise<Renditions> {
  const media = await ports.db.media.findFirst({
    where: { id, ...ownedBy(actor) },
    select: { type: true, renditions: true },
  });
  if (!media) throw new AppError('not_found', 'There is no such media.');
  const names = renditionGroups[media.type].flat();
  const known = media.renditions.filter(({ name }) => names.some((one) => one === name));
  const latest = Math.max(...known.map(({ generation }) => generation));
  const rows = new Map(
    known.filter(({ generation }) => generation === latest).map((row) => [row.name, row]),
  );
  return {
    results: names.flatMap((name) => {
      const row = rows.get(name);
      return row ? [toRendition(name, row)] : [];
    }),
  };
}

function toRendition(
  name: RenditionName,
  { status, byteSize, width, height, tookMs, logTail }: RenditionRow,
): Rendition {
  return {
    name,
    // Kept for the next run: as far as this one goes, it was made.
    status: status === 'spare' ? 'ready' : status,
    byteSize: Number(byteSize),
    ...{ width, height, tookMs },
    ...(status === 'failed' && logTail ? { logTail } : {}),
  };
}
