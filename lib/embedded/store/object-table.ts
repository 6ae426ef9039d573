// Objects as rows: found, replaced and removed, each in one transaction with its blobs.
import type { DatabaseSync } from 'node:sqlite';
import type { Blobs, Slice } from './blobs.ts';
import { transaction } from './database.ts';
import type { Range } from './ranges.ts';

export type StoredObject = {
  byteSize: number;
  etag: string;
  headers: Record<string, string>;
  checksums: Record<string, string>;
  modifiedAt: Date;
};

export type ObjectBlob = { blob: string; byteSize: number };

export type ObjectTable = ReturnType<typeof openObjectTable>;

export function openObjectTable(database: DatabaseSync, blobs: Blobs) {
  const selectObject = database.prepare('SELECT * FROM object WHERE key = ?');
  const insertObject = database.prepare(
    `INSERT INTO object (key, byte_size, etag, headers, checksums, modified_at)
     VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const deleteObject = database.prepare('DELETE FROM object WHERE key = ?');
  const insertBlob = database.prepare(
    'INSERT INTO object_blob (key, first_byte, byte_size, blob) VALUES (?, ?, ?, ?)',
  );
  const selectBlobs = database.prepare('SELECT blob FROM object_blob WHERE key = ?');
  const selectSlices = database.prepare(
    `SELECT blob, first_byte, byte_size FROM object_blob
     WHERE key = ? AND first_byte <= ? AND first_byte + byte_size > ? ORDER BY first_byte`,
  );

  /** Inside a transaction: forgets the object; its blobs become garbage and are returned. */
  const forget = (key: Buffer): string[] => {
    const forgotten = selectBlobs.all(key).map((row) => String(row.blob));
    blobs.markGarbage(forgotten);
    deleteObject.run(key);
    return forgotten;
  };

  const find = (key: string): StoredObject | undefined => {
    const row = selectObject.get(Buffer.from(key));
    if (!row) return undefined;
    return {
      byteSize: Number(row.byte_size),
      etag: String(row.etag),
      headers: JSON.parse(String(row.headers)),
      checksums: JSON.parse(String(row.checksums)),
      modifiedAt: new Date(Number(row.modified_at)),
    };
  };

  return {
    find,
    /** The files that hold a range, in order. */
    slices(key: string, { from, to }: Range): Slice[] {
      return selectSlices.all(Buffer.from(key), to, from).map((row) => {
        const firstByte = Number(row.first_byte);
        const lastByte = firstByte + Number(row.byte_size) - 1;
        return {
          blob: String(row.blob),
          from: Math.max(from, firstByte) - firstByte,
          to: Math.min(to, lastByte) - firstByte,
        };
      });
    },
    /**
     * Replaces the object in one transaction. `within` runs inside it and returns blobs that become
     * garbage by it; incoming blobs are kept in the same tick.
     */
    put(
      key: string,
      object: StoredObject,
      parts: ObjectBlob[],
      within: () => string[] = () => [],
    ): void {
      const keyBytes = Buffer.from(key);
      const released = transaction(database, () => {
        const replaced = forget(keyBytes);
        const { byteSize, etag, headers, checksums, modifiedAt } = object;
        insertObject.run(
          keyBytes,
          byteSize,
          etag,
          JSON.stringify(headers),
          JSON.stringify(checksums),
          modifiedAt.getTime(),
        );
        const dropped = within();
        let firstByte = 0;
        for (const part of parts) {
          insertBlob.run(keyBytes, firstByte, part.byteSize, part.blob);
          firstByte += part.byteSize;
        }
        return [...replaced, ...dropped];
      });
      blobs.collect(released);
    },
    /** Removes the object if it is there. */
    remove(key: string): void {
      blobs.collect(transaction(database, () => forget(Buffer.from(key))));
    },
  };
}
