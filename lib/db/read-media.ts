// Media as programs and pages see them: by one statement, however many parts each has.
import 'server-only';
import type { Media } from '../shared/schemas/media.ts';
import type { Noun } from '../shared/schemas/record.ts';
import type { Transaction } from './client.ts';
import { type FileRow, toFile } from './media.ts';

/** What JSON has no word for comes as text or number. */
type Read = Omit<FileRow, 'byteSize' | Moment> & { byteSize: number } & {
  [moment in Moment]: string | null;
} & { attachedTo: { type: Noun; id: string } | null };
type Moment = 'createdAt' | 'updatedAt' | 'readyAt' | 'failedAt';

/**
 * Those of these media that are there, in the order of `ids`, each with whom it belongs to, what was made
 * of it, and the first that uses it; what lies in the trash does not count. Says nothing of who may see them.
 */
export async function readMedia(db: Transaction, ids: readonly string[]): Promise<Media[]> {
  if (ids.length === 0) return [];
  const [answer] = await db.$queryRaw<{ media: string | null }[]>`
    select json_agg(read order by array_position(${ids}::text[], read.id))::text as media from (
      select m.id, m.type, m.purpose, m.status, m.failure_code as "failureCode",
             m.failure_message as "failureMessage", m.failed_at as "failedAt",
             m.ready_at as "readyAt", m.storage_key as "storageKey", m.file_name as "fileName",
             m.byte_size as "byteSize", m.mime_type as "mimeType", m.title, m.alt,
             m.focal_x as "focalX", m.focal_y as "focalY", m.poster_seconds as "posterSeconds",
             m.width, m.height, m.duration_seconds as "durationSeconds", m.bitrate, m.metadata,
             m.placeholder, m.is_public as "isPublic", m.generation, m.progress, m.version,
             m.created_at as "createdAt", m.updated_at as "updatedAt",
             (select json_build_object('id', u.id, 'name', u.name)
                from users u where u.id = m.owner_id) as owner,
             (select coalesce(json_agg(json_build_object(
                       'name', r.name, 'generation', r.generation, 'madeIn', r.made_in,
                       'storageKey', r.storage_key) order by r.generation), '[]')
                from renditions r where r.media_id = m.id and r.status = 'ready') as renditions,
             coalesce(
               (select json_build_object('type', 'film', 'id', f.id) from films f
                 where f.video_id = m.id and f.deleted_at is null limit 1),
               (select json_build_object('type', 'film', 'id', f.id) from films f
                 where f.poster_id = m.id and f.deleted_at is null limit 1),
               (select json_build_object('type', 'video', 'id', v.id) from videos v
                 where v.media_id = m.id and v.deleted_at is null limit 1),
               (select json_build_object('type', 'video', 'id', v.id) from videos v
                 where v.cover_id = m.id and v.deleted_at is null limit 1),
               (select json_build_object('type', 'photo', 'id', p.id) from photos p
                 where p.media_id = m.id and p.deleted_at is null limit 1),
               (select json_build_object('type', 'product', 'id', p.id)
                  from product_files pf join products p on p.id = pf.product_id
                 where pf.media_id = m.id and p.deleted_at is null limit 1),
               (select json_build_object('type', 'product', 'id', p.id)
                  from variant_files vf join variants v on v.id = vf.variant_id
                  join products p on p.id = v.product_id
                 where vf.media_id = m.id and p.deleted_at is null limit 1)
             ) as "attachedTo"
        from media m where m.id = any(${ids}::text[])) read`;
  const read: Read[] = JSON.parse(answer?.media ?? '[]');
  return read.map((row) => toFile(fileRowOf(row), row.attachedTo ?? undefined));
}

function fileRowOf(row: Read): FileRow {
  const dateOf = (moment: Moment) => {
    const said = row[moment];
    return said === null ? null : new Date(said);
  };
  return {
    ...row,
    byteSize: BigInt(row.byteSize),
    createdAt: dateOf('createdAt') as Date,
    updatedAt: dateOf('updatedAt') as Date,
    readyAt: dateOf('readyAt'),
    failedAt: dateOf('failedAt'),
  };
}
