// The bytes on disk: files with random names, written aside, kept on commit, read under a lease.
import { randomBytes } from 'node:crypto';
import { createReadStream, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';

/** A stretch of an object: `from` and `to` are inclusive positions inside the blob. */
export type Slice = { blob: string; from: number; to: number };

export type Blobs = ReturnType<typeof openBlobs>;

const readChunkBytes = 1024 * 1024;

/**
 * A blob is born in `incoming/` and moves to its shard in the same tick as the commit that names it.
 * A crash can therefore leave only two kinds of rubbish, both removed here: files in `incoming/` that
 * no row names, and blobs listed as garbage whose file was not deleted yet.
 */
export function openBlobs(dir: string, database: DatabaseSync) {
  const incomingDir = join(dir, 'incoming');
  const incomingPath = (blob: string) => join(incomingDir, blob);
  const blobPath = (blob: string) => join(dir, 'blobs', blob.slice(0, 2), blob);
  mkdirSync(incomingDir, { recursive: true });
  for (let shard = 0; shard < 256; shard += 1)
    mkdirSync(join(dir, 'blobs', shard.toString(16).padStart(2, '0')), { recursive: true });

  const addGarbage = database.prepare('INSERT OR IGNORE INTO garbage (blob) VALUES (?)');
  const dropGarbage = database.prepare('DELETE FROM garbage WHERE blob = ?');
  const namesBlob = database.prepare(
    'SELECT 1 FROM object_blob WHERE blob = ?1 UNION ALL SELECT 1 FROM part WHERE blob = ?1',
  );

  for (const blob of readdirSync(incomingDir))
    if (namesBlob.get(blob)) renameSync(incomingPath(blob), blobPath(blob));
    else rmSync(incomingPath(blob), { recursive: true });
  for (const { blob } of database.prepare('SELECT blob FROM garbage').all())
    rmSync(blobPath(String(blob)), { force: true });
  database.exec('DELETE FROM garbage');

  const leases = new Map<string, number>();
  const doomed = new Set<string>();
  const erasures = new Set<Promise<void>>();

  const erase = (blob: string) => {
    const erasure = rm(blobPath(blob), { force: true })
      .then(() => void dropGarbage.run(blob))
      // The garbage row stays, and the next start tries again.
      .catch((error: unknown) => console.error(`store: could not delete blob ${blob}:`, error))
      .finally(() => erasures.delete(erasure));
    erasures.add(erasure);
  };

  const endLease = (blob: string) => {
    const left = (leases.get(blob) ?? 1) - 1;
    if (left > 0) leases.set(blob, left);
    else {
      leases.delete(blob);
      if (doomed.delete(blob)) erase(blob);
    }
  };

  return {
    /** A new name and the path to write it at. Whoever takes it commits it or discards it. */
    incoming() {
      const blob = randomBytes(16).toString('hex');
      return { blob, path: incomingPath(blob) };
    },
    /** Makes the names in `incoming/` survive a power cut; to be called before the commit. */
    async syncIncoming() {
      // Windows cannot open a directory, and journals its names itself.
      if (process.platform === 'win32') return;
      const handle = await open(incomingDir, 'r');
      try {
        await handle.sync();
      } finally {
        await handle.close();
      }
    },
    discard: (blob: string) => rm(incomingPath(blob), { force: true }),
    /** To be called in the same tick as the commit that names the blob. */
    keep: (blob: string) => renameSync(incomingPath(blob), blobPath(blob)),
    /** To be called inside the transaction that forgets the blobs. */
    markGarbage(blobs: string[]) {
      for (const blob of blobs) addGarbage.run(blob);
    },
    /** Deletes the files once nobody reads them; to be called after that transaction. */
    collect(blobs: string[]) {
      for (const blob of blobs)
        if (leases.has(blob)) doomed.add(blob);
        else erase(blob);
    },
    /** Protects blobs from deletion until the returned function is called. */
    lease(blobs: string[]): () => void {
      for (const blob of blobs) leases.set(blob, (leases.get(blob) ?? 0) + 1);
      return () => {
        for (const blob of blobs) endLease(blob);
      };
    },
    /** Streams the slices one after the other, opening one file at a time. */
    async *read(slices: Slice[]): AsyncGenerator<Buffer> {
      for (const { blob, from, to } of slices)
        yield* createReadStream(blobPath(blob), {
          start: from,
          end: to,
          highWaterMark: readChunkBytes,
        });
    },
    /** Resolves when all deletions that were begun are done. */
    async settle() {
      await Promise.all(erasures);
    },
  };
}
