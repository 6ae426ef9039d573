// Rows of stored files, for tests that need no bytes.
import { randomUUID } from 'node:crypto';
import type { Database } from '#lib/db/client.ts';
import type { Actor } from '#lib/shared/actor.ts';

type Fields = {
  type?: 'video' | 'image' | 'audio';
  status?: 'uploading' | 'ready';
  purpose?: string;
  fileName?: string;
};

const purposes = { video: 'film.video', image: 'film.poster', audio: 'media.audio' };

/** A media of this person, as if it had been uploaded and processed. */
export function addMedia(db: Database, owner: Actor, fields: Fields = {}) {
  const { type = 'video', status = 'ready', purpose = purposes[type], fileName = 'file' } = fields;
  return db.media.create({
    data: {
      ...{ ownerId: owner.id, type, status, purpose, fileName },
      ...{ storageKey: `tests/${randomUUID()}`, byteSize: 1, mimeType: `${type}/test` },
    },
  });
}

/** Since when nothing uses it; null while something does. */
export async function unattachedSince(db: Database, id: string): Promise<Date | null> {
  return (await db.media.findUniqueOrThrow({ where: { id } })).unattachedSince;
}
