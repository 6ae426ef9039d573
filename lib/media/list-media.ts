// Lists and counts of media.
import 'server-only';
import { z } from 'zod';
import { containing } from '../db/containing.ts';
import { type MediaWhere, usedNowhere } from '../db/media.ts';
import { readMedia } from '../db/read-media.ts';
import { type Sort, sortedPage } from '../db/sorted-page.ts';
import type { Ports } from '../ports/ports.ts';
import { type Actor, isAdmin } from '../shared/actor.ts';
import { AppError } from '../shared/errors.ts';
import { mediaStatuses } from '../shared/media-state.ts';
import { listQuerySchema } from '../shared/schemas/list.ts';
import { type MediaSort, mediaSorts, mediaTypes } from '../shared/schemas/media.ts';
import { ownedBy } from './readable.ts';

type Context = { actor: Actor; ports: Ports };

export const mediaListQuerySchema = listQuerySchema.extend({
  type: z.enum(mediaTypes).optional(),
  status: z.enum(mediaStatuses).optional(),
  owner: z.string().max(64).optional(),
  /** The first moment that counts, and the first that does not any more. */
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  /** `1`: what something uses, be it in the trash; `0`: what nothing does. */
  attached: z.enum(['0', '1']).optional(),
  sort: z.enum(mediaSorts).default('-createdAt'),
});
type MediaListQuery = z.output<typeof mediaListQuerySchema>;

const columns = {
  '-createdAt': '-createdAt',
  createdAt: 'createdAt',
  '-fileSize': '-byteSize',
  fileSize: 'byteSize',
  fileName: 'fileName',
} as const satisfies Record<MediaSort, Sort>;

/** The caller's media (all for an admin), newest first unless another order is asked for. */
export async function listMedia(query: MediaListQuery, { actor, ports }: Context) {
  const where = matching(query, actor);
  const [count, { rows, next, previous }] = await Promise.all([
    ports.db.media.count({ where }),
    sortedPage({ ...query, sort: columns[query.sort] }, (window) =>
      ports.db.media.findMany({
        ...window,
        where: { AND: [where, window.where] },
        select: { id: true, createdAt: true, fileName: true, byteSize: true },
      }),
    ),
  ]);
  const results = await readMedia(
    ports.db,
    rows.map(({ id }) => id),
  );
  return { count, next, previous, results };
}

function matching(query: MediaListQuery, actor: Actor): MediaWhere {
  const { type, status, owner, from, to, attached, q } = query;
  const all: MediaWhere = {};
  return {
    AND: [
      ownedBy(actor),
      type ? { type } : all,
      status ? { status } : all,
      owner ? { ownerId: owner } : all,
      from ? { createdAt: { gte: from } } : all,
      to ? { createdAt: { lt: to } } : all,
      attached === '1' ? { NOT: usedNowhere } : all,
      attached === '0' ? usedNowhere : all,
      q ? { OR: [{ fileName: containing(q) }, { title: containing(q) }] } : all,
    ],
  };
}

export const mediaStatsQuerySchema = z.object({ scope: z.enum(['own', 'all']).default('own') });

/** Counts and stored bytes: the caller's own, or everybody's. Throws `forbidden` unless an admin asks for that. */
export async function mediaStats(scope: 'own' | 'all', { actor, ports }: Context) {
  if (scope === 'all' && !isAdmin(actor)) {
    throw new AppError('forbidden', 'Only admins see the figures of everybody.');
  }
  const where: MediaWhere =
    scope === 'all' ? { deletingAt: null } : { deletingAt: null, ownerId: actor.id };
  const groups = await ports.db.media.groupBy({
    by: ['type', 'status'],
    where,
    _count: true,
    _sum: { byteSize: true },
  });
  const byType = { image: 0, video: 0, audio: 0 };
  const byStatus = { uploading: 0, processing: 0, ready: 0, failed: 0 };
  let total = 0;
  let totalSize = 0;
  for (const group of groups) {
    byType[group.type] += group._count;
    byStatus[group.status] += group._count;
    total += group._count;
    totalSize += Number(group._sum.byteSize ?? 0);
  }
  return { total, byType, byStatus, totalSize };
}
