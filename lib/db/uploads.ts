// Upload rows as the domain sees them.
import 'server-only';
import type { MediaType, Purpose } from '../shared/upload-policy.ts';
import type { Database, Transaction } from './client.ts';
import type { Upload as UploadRow } from './generated/client.ts';

/** One act of bringing a file in. `parts` is null for a single PUT. */
export type Upload = {
  id: string;
  ownerId: string;
  mediaId: string | null;
  status: UploadRow['status'];
  channel: UploadRow['channel'];
  purpose: Purpose;
  key: string;
  fileName: string;
  byteSize: number;
  contentType: string;
  parts: { multipartId: string | null; partByteSize: number; partCount: number } | null;
  /** What the sender says of the file. */
  declaredSha256: string | null;
  fingerprint: string | null;
  slot: string | null;
  rejection: { code: string; text: string } | null;
  expiresAt: Date;
  createdAt: Date;
  lastActiveAt: Date;
};

export function toUpload(row: UploadRow): Upload {
  return {
    id: row.id,
    ownerId: row.ownerId,
    mediaId: row.mediaId,
    status: row.status,
    channel: row.channel,
    purpose: row.purpose as Purpose,
    key: row.storageKey,
    fileName: row.fileName,
    byteSize: Number(row.byteSize),
    contentType: row.contentType,
    parts:
      row.partByteSize && row.partCount
        ? {
            multipartId: row.multipartId,
            partByteSize: row.partByteSize,
            partCount: row.partCount,
          }
        : null,
    declaredSha256: row.declaredSha256,
    fingerprint: row.fingerprint,
    slot: row.slot,
    rejection:
      row.rejectionCode && row.rejectionText
        ? { code: row.rejectionCode, text: row.rejectionText }
        : null,
    expiresAt: row.expiresAt,
    createdAt: row.createdAt,
    lastActiveAt: row.lastActiveAt,
  };
}

/** Null also for an upload of somebody else. */
export async function findUpload(
  db: Database,
  where: { id: string; ownerId: string },
): Promise<Upload | null> {
  const row = await db.upload.findFirst({ where });
  return row && toUpload(row);
}

/** The same for many; what is not there, or somebody else's, is left out. */
export async function findUploads(
  db: Database,
  { ids, ownerId }: { ids: string[]; ownerId: string },
): Promise<Upload[]> {
  return (await db.upload.findMany({ where: { id: { in: ids }, ownerId } })).map(toUpload);
}

/** From here to the end of the transaction, nobody else opens uploads of this owner. */
export async function lockUploadsOf(tx: Transaction, ownerId: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`uploads of ${ownerId}`}, 0))`;
}

export type Room = {
  /** What this owner has open, and how many bytes that announces. */
  open: { count: number; byteSize: number };
  /** What they may keep, and how much of it is taken; null: no limit. */
  quota: Quota | null;
};
export type Quota = { byteSize: number; takenBytes: number };

type TakenRow = { quota: bigint | null; taken: bigint | null };

/**
 * The room of an owner as it stands; an open upload has taken what it announces, and so have partial ones
 * of tus that wait. Those that are `joining` a file now, or whose file is on its way, count as that file;
 * when nothing came of it, they wait again.
 */
export async function roomOf(
  tx: Transaction,
  ownerId: string,
  joining: readonly string[] = [],
): Promise<Room> {
  const [row] = await tx.$queryRaw<({ count: bigint; announced: bigint } & TakenRow)[]>`
    select open.count + partial.count as count, open.announced + partial.announced as announced,
           u.quota_bytes as quota, coalesce(kept.taken, 0) + partial.announced as taken
      from users u,
           lateral (select count(*), coalesce(sum(byte_size), 0)::bigint as announced
                      from uploads where owner_id = u.id and status = 'open') as open,
           lateral (select count(*), coalesce(sum(byte_size), 0)::bigint as announced
                      from tus_uploads t
                     where owner_id = u.id and kind = 'partial' and id <> all(${joining}::text[])
                       and not exists (
                         select from tus_uploads f join uploads o on o.id = f.upload_id
                          where f.owner_id = u.id and f.kind = 'final' and t.id = any(f.partial_ids)
                            and o.status in ('open', 'completed'))) as partial,
           lateral (select sum(m.byte_size)::bigint as taken
                      from media m left join uploads o on o.media_id = m.id
                     where m.owner_id = u.id and u.quota_bytes is not null
                       and m.deleting_at is null and o.status is distinct from 'rejected') as kept
     where u.id = ${ownerId}`;
  if (!row) throw new Error('uploads belong to somebody');
  const open = { count: Number(row.count), byteSize: Number(row.announced) };
  return { open, quota: toQuota(row) };
}

/** The quota of an owner and what is kept of it, without what is open; null: no limit. */
export async function keptQuota(tx: Transaction, ownerId: string): Promise<Quota | null> {
  const [row] = await tx.$queryRaw<TakenRow[]>`
    select u.quota_bytes as quota, kept.taken
      from users u,
           lateral (select sum(m.byte_size)::bigint as taken
                      from media m left join uploads o on o.media_id = m.id
                     where m.owner_id = u.id and u.quota_bytes is not null
                       and m.deleting_at is null
                       and (o.status is null or o.status = 'completed')) as kept
     where u.id = ${ownerId}`;
  return row ? toQuota(row) : null;
}

function toQuota({ quota, taken }: TakenRow): Quota | null {
  return quota === null ? null : { byteSize: Number(quota), takenBytes: Number(taken ?? 0) };
}

/** An open upload whose client was silent for long enough to ask the store. */
export type SilentUpload = { id: string; ownerId: string };

/**
 * Takes up to `limit` of them, the longest overdue first, and puts each off to its next check: after
 * `silentMinutes`, twice as long every time, at most 6 hours. Callers at the same time get different ones.
 */
export function claimSilentUploads(
  db: Database,
  { now, limit, silentMinutes }: { now: Date; limit: number; silentMinutes: number },
): Promise<SilentUpload[]> {
  return db.$queryRaw`
    update uploads
       set checks = checks + 1,
           next_check_at = ${now}::timestamptz
             + least(${silentMinutes} * interval '1 minute' * 2 ^ least(checks, 10), interval '6 hours')
     where id in (
       select id from uploads
        where status = 'open' and next_check_at <= ${now}::timestamptz
        order by next_check_at
        limit ${limit}
          for update skip locked)
    returning id, owner_id as "ownerId"`;
}

/** What was found when the bytes of an open upload were looked at. */
export type Arrival = {
  id: string;
  mimeType: string;
  fingerprint: string;
  /** Null where not the whole file was read. */
  sha256: string | null;
  declaredSha256: string | null;
};

export type AcceptedUpload = {
  id: string;
  mediaId: string;
  ownerId: string;
  type: MediaType;
  declaredSha256: string | null;
};

/**
 * Completes those uploads that are still open, and sends their media on to processing; answers
 * which. Three statements for any number of them.
 */
export async function acceptUploads(
  tx: Transaction,
  arrivals: Arrival[],
  now: Date,
): Promise<AcceptedUpload[]> {
  // Locked in one order, so that two who complete the same uploads wait for each other, not in a ring.
  const open = await tx.$queryRaw<{ id: string }[]>`
    select u.id
      from uploads u join media m on m.id = u.media_id
     where u.id = any(${arrivals.map(({ id }) => id)}::text[]) and u.status = 'open'
       and m.status = 'uploading' and m.deleting_at is null
     order by u.id
       for update of u, m`;
  const ids = new Set(open.map(({ id }) => id));
  const facts = JSON.stringify(arrivals.filter(({ id }) => ids.has(id)));
  await tx.$executeRaw`
    update uploads u
       set status = 'completed', completed_at = ${now}::timestamptz,
           updated_at = ${now}::timestamptz,
           declared_sha256 = coalesce(u.declared_sha256, f."declaredSha256")
      from jsonb_to_recordset(${facts}::jsonb) as f(id text, "declaredSha256" text)
     where u.id = f.id`;
  // The media library is a home of its own; other files wait for a form to take them.
  return tx.$queryRaw`
    update media m
       set status = 'processing', generation = 1, heartbeat_at = ${now}::timestamptz,
           updated_at = ${now}::timestamptz,
           mime_type = f."mimeType", fingerprint = f.fingerprint, sha256 = f.sha256,
           unattached_since = case when m.purpose like 'media.%' then null else ${now}::timestamptz end
      from jsonb_to_recordset(${facts}::jsonb)
             as f(id text, "mimeType" text, fingerprint text, sha256 text),
           uploads u
     where u.id = f.id and m.id = u.media_id
    returning u.id, m.id as "mediaId", m.owner_id as "ownerId", m.type::text,
              u.declared_sha256 as "declaredSha256"`;
}
