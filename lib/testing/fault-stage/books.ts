// Compares what the store holds with what the database says: nothing lost, nothing twice, nothing left over.
import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { tusOwner } from '#lib/storage/keys.ts';
import type { Storage } from '#lib/storage/storage.ts';

export type FileRecord = {
  mediaId: string;
  /** Of the media. */
  status: string;
  uploadId: string | null;
  uploadStatus: string | null;
  storageKey: string;
};

export type Books = {
  /** Every media of this name with its upload. */
  recordsOf(fileName: string): Promise<FileRecord[]>;
  /** The numbers of the parts the store holds of an upload that is not finished, in order. */
  storedPartsOf(fileName: string): Promise<number[]>;
  /** Null when the store has no such object. */
  sha256Of(storageKey: string): Promise<string | null>;
  /** Objects no row knows, and unfinished multipart sessions no open upload knows. */
  orphans(): Promise<string[]>;
  /** Media whose bytes are said to be stored and are not. */
  lost(): Promise<string[]>;
};

/** Reads both sides directly, without the app. */
export function openBooks(databaseUrl: string, storage: Storage): Books {
  // A connection each: the books are read rarely, and the database may be restarted in between.
  async function query<Row>(sql: string, values: unknown[] = []): Promise<Row[]> {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    try {
      return (await client.query(sql, values)).rows as Row[];
    } finally {
      await client.end();
    }
  }

  async function allKeys(): Promise<Set<string>> {
    const keys = new Set<string>();
    for await (const { key } of storage.list('')) keys.add(key);
    return keys;
  }

  return {
    recordsOf: (fileName) => query<FileRecord>(recordsSql, [fileName]),
    async storedPartsOf(fileName) {
      const [session] = await query<{ key: string; multipartId: string }>(sessionSql, [fileName]);
      const stored = session ? await storage.listParts(session) : null;
      return (stored ?? []).map(({ partNumber }) => partNumber);
    },
    async sha256Of(storageKey) {
      if (!(await storage.head(storageKey))) return null;
      const hash = createHash('sha256');
      for await (const chunk of await storage.read(storageKey)) hash.update(chunk);
      return hash.digest('hex');
    },
    async orphans() {
      // The store first: whatever is entered or removed meanwhile is then no orphan.
      const keys = await allKeys();
      const sessions: string[] = [];
      for await (const { key, multipartId } of storage.openMultiparts())
        sessions.push(`${key} ${multipartId}`);
      const known = new Set((await query<{ key: string }>(knownKeysSql)).map(({ key }) => key));
      const open = new Set((await query<{ name: string }>(openSql)).map(({ name }) => name));
      const tus = new Set(
        (await query<{ id: string }>('select id from tus_uploads')).map(({ id }) => id),
      );
      return [
        ...[...keys].filter((key) => !known.has(key) && !tus.has(tusOwner(key) ?? '')),
        ...sessions.filter((session) => !open.has(session)).map((name) => `multipart ${name}`),
      ];
    },
    async lost() {
      const stored = await query<{ key: string }>(storedSql);
      const keys = await allKeys();
      return stored.map(({ key }) => key).filter((key) => !keys.has(key));
    },
  };
}

const recordsSql = `
  select m.id as "mediaId", m.status::text as status, u.id as "uploadId", u.status::text as "uploadStatus",
         m.storage_key as "storageKey"
  from media m left join uploads u on u.media_id = m.id
  where m.file_name = $1`;

const sessionSql = `
  select storage_key as key, multipart_id as "multipartId" from uploads
  where file_name = $1 and status = 'open' and multipart_id is not null`;

const knownKeysSql = `
  select storage_key as key from media
  union select storage_key from uploads where status = 'open'
  union select storage_key from renditions where storage_key is not null
  union select unnest(object_keys) from renditions`;

const openSql = `
  select storage_key || ' ' || multipart_id as name from uploads
  where status = 'open' and multipart_id is not null`;

const storedSql = `
  select m.storage_key as key from media m join uploads u on u.media_id = m.id
  where u.status = 'completed' and m.deleting_at is null`;
