// One file that comes in a form: its bytes go on to the store as they come, its end is held back.
import 'server-only';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Upload } from '../db/uploads.ts';
import { AppError } from '../shared/errors.ts';
import { abortUpload } from './abort-upload.ts';
import type { ServedContext } from './open-served.ts';

export type Arrived = { byteSize: number; sha256: string };

/**
 * Begins to store. There is no object before `end` was called: what is said behind the file in its form
 * is heard first. `limit` is in bytes.
 */
export function startArriving(
  { id, key, contentType }: Upload,
  bytes: AsyncIterable<Uint8Array>,
  { limit, ...context }: ServedContext & { limit: number },
) {
  const { db, storage } = context.ports;
  const filled = Promise.withResolvers<Arrived>();
  const ended = Promise.withResolvers<void>();
  // Each is waited for where it matters; a form that breaks off elsewhere waits for none.
  for (const { promise } of [filled, ended]) promise.catch(() => undefined);
  const hash = createHash('sha256');
  let byteSize = 0;

  async function* heldBack(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of bytes) {
        byteSize += chunk.byteLength;
        if (byteSize > limit) throw tooLarge(limit);
        hash.update(chunk);
        yield chunk;
      }
    } catch (cause) {
      throw cause instanceof AppError ? cause : brokenOff(cause);
    }
    filled.resolve({ byteSize, sha256: hash.digest('hex') });
    await ended.promise;
  }
  const body = Readable.from(heldBack(), { objectMode: false });
  const stored = storage.writeStream({
    ...{ key, contentType, body },
    onMultipart: async (multipartId) => {
      await db.upload.updateMany({ where: { id, status: 'open' }, data: { multipartId } });
    },
  });
  stored.catch(filled.reject);

  return {
    /** All bytes are here, though not all of them stored. */
    filled: filled.promise,
    async end() {
      ended.resolve();
      await stored;
    },
    /** Leaves nothing: no object, no session, no rows. */
    async drop(error: unknown) {
      ended.reject(error);
      body.destroy();
      await stored.catch(() => undefined);
      await abortUpload(id, context);
      await db.upload.deleteMany({ where: { id, mediaId: null } });
    },
  };
}

export function tooLarge(limit: number): AppError {
  const mebibytes = Math.floor(limit / 1024 / 1024);
  return new AppError('file_too_large', `The file is larger than ${mebibytes} MB.`);
}

function brokenOff(cause: unknown): AppError {
  return new AppError('upload_incomplete', 'The connection ended before the file did.', { cause });
}
