// Unfinished multipart uploads as rows: sessions and the parts they have so far.
import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Blobs } from './blobs.ts';
import { transaction } from './database.ts';

export type Multipart = { id: string; key: string; headers: Record<string, string> };

export type Part = {
  number: number;
  byteSize: number;
  etag: string;
  blob: string;
  modifiedAt: Date;
};

export type OpenSession = { id: string; key: string; startedAt: Date };

export type MultipartTable = ReturnType<typeof openMultipartTable>;

type Row = Record<string, unknown>;

const keyText = (row: Row) => Buffer.from(row.key as Uint8Array).toString();

const toPart = (row: Row): Part => ({
  number: Number(row.number),
  byteSize: Number(row.byte_size),
  etag: String(row.etag),
  blob: String(row.blob),
  modifiedAt: new Date(Number(row.modified_at)),
});

export function openMultipartTable(database: DatabaseSync, blobs: Blobs) {
  const insertSession = database.prepare(
    'INSERT INTO multipart (id, key, headers, started_at) VALUES (?, ?, ?, ?)',
  );
  const selectSession = database.prepare('SELECT * FROM multipart WHERE id = ? AND key = ?');
  const selectStale = database.prepare(
    'SELECT id FROM multipart WHERE started_at < ? ORDER BY started_at LIMIT 100',
  );
  const selectSessions = database.prepare(
    `SELECT id, key, started_at FROM multipart
     WHERE (key, id) > (?, ?) AND key >= ? ORDER BY key, id LIMIT ?`,
  );
  const deleteSession = database.prepare('DELETE FROM multipart WHERE id = ?');
  const selectParts = database.prepare(
    'SELECT * FROM part WHERE multipart_id = ? AND number > ? ORDER BY number LIMIT ?',
  );
  const selectPart = database.prepare(
    'SELECT blob FROM part WHERE multipart_id = ? AND number = ?',
  );
  const selectPartBlobs = database.prepare('SELECT blob FROM part WHERE multipart_id = ?');
  const replacePart = database.prepare(
    `INSERT OR REPLACE INTO part (multipart_id, number, byte_size, etag, blob, modified_at)
     VALUES (?, ?, ?, ?, ?, ?)`,
  );

  /** Inside a transaction: ends the session; blobs not in `kept` become garbage and are returned. */
  const forget = (id: string, kept: Set<string> = new Set()): string[] => {
    const forgotten = selectPartBlobs
      .all(id)
      .map((row) => String(row.blob))
      .filter((blob) => !kept.has(blob));
    blobs.markGarbage(forgotten);
    deleteSession.run(id);
    return forgotten;
  };

  const abort = (id: string) => blobs.collect(transaction(database, () => forget(id)));

  return {
    forget,
    abort,
    start(key: string, headers: Record<string, string>, startedAt: Date): string {
      const id = randomBytes(24).toString('base64url');
      insertSession.run(id, Buffer.from(key), JSON.stringify(headers), startedAt.getTime());
      return id;
    },
    find(id: string, key: string): Multipart | undefined {
      const row = selectSession.get(id, Buffer.from(key));
      return row && { id, key, headers: JSON.parse(String(row.headers)) };
    },
    /** Replaces the part of that number. The incoming blob is kept in the same tick. */
    putPart(id: string, part: Part): void {
      const replaced = transaction(database, () => {
        const old = selectPart.all(id, part.number).map((row) => String(row.blob));
        blobs.markGarbage(old);
        const { number, byteSize, etag, blob, modifiedAt } = part;
        replacePart.run(id, number, byteSize, etag, blob, modifiedAt.getTime());
        return old;
      });
      blobs.keep(part.blob);
      blobs.collect(replaced);
    },
    /** Parts in order of number, after `afterNumber`. */
    parts: (id: string, afterNumber: number, limit: number): Part[] =>
      selectParts.all(id, afterNumber, limit).map(toPart),
    /** Sessions in order of key and id, after the given pair, from the given key on. */
    sessions(after: { key: string; id: string }, fromKey: string, limit: number): OpenSession[] {
      return selectSessions
        .all(Buffer.from(after.key), after.id, Buffer.from(fromKey), limit)
        .map((row) => ({
          id: String(row.id),
          key: keyText(row),
          startedAt: new Date(Number(row.started_at)),
        }));
    },
    /** Aborts sessions begun before that moment, some at a time so that requests get their turn. */
    async abortStartedBefore(moment: Date): Promise<void> {
      for (;;) {
        const stale = selectStale.all(moment.getTime());
        if (stale.length === 0) return;
        for (const { id } of stale) abort(String(id));
        await new Promise(setImmediate);
      }
    },
  };
}
