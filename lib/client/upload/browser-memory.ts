// Remembers uploads in IndexedDB, so that another visit can go on with them.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { RememberedUpload, UploadMemory } from './upload-memory.ts';

type Row = RememberedUpload & { rememberedAtMs: number };
interface Schema extends DBSchema {
  uploads: { key: string; value: Row };
}

/** The server has given them up long before. */
const keptMs = 30 * 24 * 60 * 60 * 1000;

/** One database for all people at this browser; `all` shows everyone only their own. */
export function createBrowserMemory(now: () => number = Date.now): UploadMemory {
  let database: Promise<IDBPDatabase<Schema>> | null = null;

  /** Opens anew after a failure: browsers close databases under memory pressure. */
  async function attempt<T>(
    work: (database: IDBPDatabase<Schema>) => Promise<T>,
    otherwise: T,
  ): Promise<T> {
    try {
      database ??= openUploads();
      return await work(await database);
    } catch {
      database?.then(
        (open) => open.close(),
        () => undefined,
      );
      database = null;
      return otherwise;
    }
  }

  return {
    all: (ownerId) =>
      attempt(async (open) => {
        const rows = await open.getAll('uploads');
        const isOld = ({ rememberedAtMs }: Row) => now() - rememberedAtMs > keptMs;
        await Promise.all(rows.filter(isOld).map((row) => open.delete('uploads', row.uploadId)));
        return rows
          .filter((row) => row.ownerId === ownerId && !isOld(row))
          .map(({ rememberedAtMs: _, ...upload }) => upload);
      }, []),
    remember: (upload) =>
      attempt(async (open) => {
        const row = { ...upload, rememberedAtMs: now() };
        try {
          await open.put('uploads', row);
        } catch {
          // Some browsers cannot store handles; the rest is worth keeping.
          await open.put('uploads', { ...row, handle: null });
        }
      }, undefined),
    forget: (uploadId) => attempt((open) => open.delete('uploads', uploadId), undefined),
  };
}

function openUploads(): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>('cutroom', 1, {
    upgrade: (database) => void database.createObjectStore('uploads', { keyPath: 'uploadId' }),
    // A later version of the app in another tab must not wait for this one.
    blocking: (_current, _next, event) => (event.target as IDBDatabase).close(),
  });
}
