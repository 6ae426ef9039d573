// Lists and counts of media.
import 'server-only';
import { z } from 'zod';
import { type MediaWhere, mediaInclude, toMedia } from '../db/media.ts';
import { newestFirst } from '../db/newest-first.ts';
import type { Ports } from '../ports/ports.ts';
import { type Actor, isAdmin } from '../shared/actor.ts';
import { AppError } from '../shared/errors.ts';
import { mediaStatuses } from '../shared/media-state.ts';
import { listQuerySchema } from '../shared/schemas/list.ts';
import { mediaTypes } from '../shared/schemas/media.ts';
import { ownedBy } from './readable.ts';

type Context = { actor: Actor; ports: Ports };

export const mediaListQuerySchema = listQuerySchema.extend({
  type: z.enum(mediaTypes).optional(),
  status: z.enum(mediaStatuses).optional(),
  owner: z.string().max(64).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
});
type MediaListQuery = z.output<typeof mediaListQuerySchema>;

/** The caller's media (all for an admin), newest first. */
export async function listMedia(query: MediaListQuery, { actor, ports }: Context) {
  const where: MediaWhere = {
    AND: [
      ownedBy(actor),
      query.type ? { type: query.type } : {},
      query.status ? { status: query.status } : {},
      query.owner ? { ownerId: query.owner } : {},
      query.from ? { createdAt: { gte: query.from } } : {},
      query.to ? { createdAt: { lt: query.to } } : {},
      query.q
        ? {
            OR: [
              { fileName: { contains: query.q, mode: 'insensitive' } },
              { title: { contains: query.q, mode: 'insensitive' } },
            ],
          }
        : {},
    ],
  };
  const [count, { rows, next, previous }] = await Promise.all([
    ports.db.media.count({ where }),
    newestFirst(query, (window) =>
      ports.db.media.findMany({
        ...window,
        where: { AND: [where, window.where] },
        include: mediaInclude,
      }),
    ),
  ]);
  return { count, next, previous, results: rows.map(toMedia) };
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
