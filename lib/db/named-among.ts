// Which of given keys have a claim on them, as one statement sees it: no row changes in between.
import 'server-only';
import type { Transaction } from './client.ts';

/** A key, and the media or the upload by tus it tells of, if it does. */
export type AskedKey = { key: string; mediaId: string | null; tusId: string | null };

/**
 * Keys that a row names, and keys whose media is being processed or deleted, or whose upload by tus is
 * not forgotten yet (`isBusy`). Of renditions only
 * those of the media a key tells of are asked.
 */
export function claimsAmong(
  db: Transaction,
  asked: AskedKey[],
): Promise<{ key: string; isNamed: boolean; isBusy: boolean }[]> {
  const keys = asked.map(({ key }) => key);
  const mediaIds = asked.map(({ mediaId }) => mediaId);
  const tusIds = asked.map(({ tusId }) => tusId);
  return db.$queryRaw`
    with asked as (
      select * from unnest(${keys}::text[], ${mediaIds}::text[], ${tusIds}::text[])
        as asked (key, media_id, tus_id)
    ), claims as (
      select key,
             exists (select from media m where m.storage_key = key)
             or exists (select from uploads u where u.storage_key = key)
             or exists (select from captions c where c.storage_key = key)
             or exists (select from renditions r
                         where r.media_id = asked.media_id
                           and (r.storage_key = key or key = any(r.object_keys))) as "isNamed",
             exists (select from media m
                      where m.id = asked.media_id
                        and (m.status = 'processing' or m.deleting_at is not null))
             or exists (select from tus_uploads t where t.id = asked.tus_id) as "isBusy"
        from asked
    )
    select key, "isNamed", "isBusy" from claims where "isNamed" or "isBusy"`;
}

/** Those of these keys that a rendition names, of whichever media: it looks at all there are. */
export async function strayAmong(db: Transaction, keys: string[]): Promise<string[]> {
  if (keys.length === 0) return [];
  const rows = await db.$queryRaw<{ key: string }[]>`
    select distinct key
      from renditions r cross join lateral unnest(r.object_keys || r.storage_key) as named (key)
     where key = any(${keys}::text[])`;
  return rows.map(({ key }) => key);
}
