// What rows say the store holds: pages in the order in which a store lists its keys, which is by bytes.
import 'server-only';
import type { Database } from './client.ts';

/** Of one object. */
export type NamedRow = {
  key: string;
  mediaId: string | null;
  byteSize: bigint;
  /** Whether it has to be there; else it may be: on its way in, or out. */
  isDue: boolean;
  since: Date;
};

/** Of all objects of one rendition. */
export type NamedRendition = {
  id: string;
  mediaId: string;
  storageKey: string | null;
  objectKeys: string[];
  byteSize: bigint;
  isDue: boolean;
  since: Date;
};

/** Originals. Of what was refused the object is gone; of what else failed it is still there. */
export function originalsAfter(db: Database, key: string, limit: number): Promise<NamedRow[]> {
  return db.$queryRaw<NamedRow[]>`
    select m.storage_key as key, m.id as "mediaId", m.byte_size as "byteSize", m.created_at as since,
           m.deleting_at is null and (
             m.status in ('processing', 'ready')
             or m.status = 'failed' and m.failure_code is distinct from 'source_missing'
                and not exists (
                  select from uploads u where u.media_id = m.id and u.status <> 'completed')
           ) as "isDue"
      from media m
     where m.storage_key collate "C" > ${key}
     order by m.storage_key collate "C"
     limit ${limit}`;
}

/** What an upload may still bring although its media is deleted: as long as a URL of it works. */
export function endedUploadsAfter(db: Database, key: string, limit: number): Promise<NamedRow[]> {
  return db.$queryRaw<NamedRow[]>`
    select storage_key as key, null as "mediaId", byte_size as "byteSize", created_at as since,
           false as "isDue"
      from uploads
     where media_id is null and storage_key collate "C" > ${key}
     order by storage_key collate "C"
     limit ${limit}`;
}

export function captionsAfter(db: Database, key: string, limit: number): Promise<NamedRow[]> {
  return db.$queryRaw<NamedRow[]>`
    select c.storage_key as key, c.media_id as "mediaId", c.byte_size::bigint as "byteSize",
           c.created_at as since, m.deleting_at is null as "isDue"
      from captions c join media m on m.id = c.media_id
     where c.storage_key collate "C" > ${key}
     order by c.storage_key collate "C"
     limit ${limit}`;
}

/** All renditions of the next media, whole media at a time, in the order of the media's ids. */
export function renditionsAfter(
  db: Database,
  mediaId: string,
  mediaLimit: number,
): Promise<NamedRendition[]> {
  return db.$queryRaw<NamedRendition[]>`
    select r.id, r.media_id as "mediaId", r.storage_key as "storageKey",
           r.object_keys as "objectKeys", r.byte_size as "byteSize", r.created_at as since,
           r.status in ('ready', 'spare') and m.deleting_at is null as "isDue"
      from renditions r join media m on m.id = r.media_id
     where r.media_id in (
             select distinct media_id collate "C" as id from renditions
              where media_id collate "C" > ${mediaId}
              order by id limit ${mediaLimit})
       and r.storage_key is not null
     order by r.media_id collate "C"`;
}
