// What audits found, written down until a later one finds it again, or not.
import 'server-only';
import type { Database, Transaction } from './client.ts';
import type { Prisma } from './generated/client.ts';

export type FindingRow = Prisma.StorageFindingGetPayload<Record<never, never>>;
export type Finding = Pick<FindingRow, 'kind' | 'key' | 'multipartId' | 'mediaId' | 'madeAt'> & {
  byteSize: number;
};

/**
 * Enters findings of the audit that began at `seenAt`. What was found before keeps the moment it was
 * found first, unless something newer lies under its key.
 */
export async function writeFindings(
  db: Database,
  findings: Finding[],
  seenAt: Date,
): Promise<void> {
  const column = <Value>(pick: (finding: Finding) => Value) => findings.map(pick);
  await db.$executeRaw`
    insert into storage_findings
           (kind, key, multipart_id, media_id, byte_size, made_at, first_seen_at, last_seen_at)
    select kind::storage_finding_kind, key, multipart_id, media_id, byte_size, made_at,
           ${seenAt}::timestamptz, ${seenAt}::timestamptz
      from unnest(${column(({ kind }) => kind)}::text[], ${column(({ key }) => key)}::text[],
                  ${column(({ multipartId }) => multipartId)}::text[],
                  ${column(({ mediaId }) => mediaId)}::text[],
                  ${column(({ byteSize }) => byteSize)}::bigint[],
                  ${column(({ madeAt }) => madeAt?.toISOString() ?? null)}::timestamptz[])
           as found (kind, key, multipart_id, media_id, byte_size, made_at)
        on conflict (kind, key, multipart_id) do update
       set last_seen_at = greatest(storage_findings.last_seen_at, excluded.last_seen_at),
           first_seen_at = case when storage_findings.made_at is not distinct from excluded.made_at
                                then storage_findings.first_seen_at
                                else excluded.first_seen_at end,
           media_id = excluded.media_id, byte_size = excluded.byte_size, made_at = excluded.made_at`;
}

/** Removes what the audit that began at `seenAt`, or a later one, did not find again. */
export async function forgetFindings(db: Database, seenAt: Date): Promise<void> {
  await db.storageFinding.deleteMany({ where: { lastSeenAt: { lt: seenAt } } });
}

/** Found by an audit before that of `seenAt`, by `firstBefore`, and by that one again. */
export type Due = { seenAt: Date; firstBefore: Date };

/** The next due findings of a kind, in order of key and session. */
export function dueFindings(
  db: Database,
  kind: FindingRow['kind'],
  { seenAt, firstBefore }: Due,
  { after, limit }: { after: FindingRow | undefined; limit: number },
): Promise<FindingRow[]> {
  const beyond = after && [
    { key: { gt: after.key } },
    { key: after.key, multipartId: { gt: after.multipartId } },
  ];
  return db.storageFinding.findMany({
    where: {
      kind,
      lastSeenAt: { gte: seenAt },
      firstSeenAt: { lt: seenAt, lte: firstBefore },
      ...(beyond && { OR: beyond }),
    },
    orderBy: [{ key: 'asc' }, { multipartId: 'asc' }],
    take: limit,
  });
}

/** How many there are that are not due yet, and when the last of them was found first. */
export async function waitingFindings(
  db: Database,
  { seenAt, firstBefore }: Due,
): Promise<{ count: number; lastSeenFirst: Date | null }> {
  const { _count: count, _max: latest } = await db.storageFinding.aggregate({
    where: { OR: [{ firstSeenAt: { gte: seenAt } }, { firstSeenAt: { gt: firstBefore } }] },
    _count: true,
    _max: { firstSeenAt: true },
  });
  return { count, lastSeenFirst: latest.firstSeenAt };
}

export async function removeFindings(db: Transaction, rows: FindingRow[]): Promise<void> {
  await db.storageFinding.deleteMany({
    where: { OR: rows.map(({ kind, key, multipartId }) => ({ kind, key, multipartId })) },
  });
}
