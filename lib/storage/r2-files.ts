// Local files to and from R2, streamed: memory does not grow with the file.
import 'server-only';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import { PutObjectCommand, type S3Client, UploadPartCommand } from '@aws-sdk/client-s3';
import { AppError, isPermanent } from '../shared/errors.ts';
import { inParallel } from './in-parallel.ts';
import { toStorageError } from './r2-errors.ts';
import type { Storage, StoredPart } from './storage.ts';

const mebibyte = 1024 * 1024;
const maxSinglePutBytes = 64 * mebibyte;
const minPartBytes = 64 * mebibyte;
const maxParts = 10_000;
const partLanes = 3;
const maxAttempts = 3;
const firstPauseMs = 200;

export type FilePart = { partNumber: number; from: number; byteSize: number };

/** Equal parts but for the last one, as R2 demands, and no more than it takes. */
export function planParts(byteSize: number): FilePart[] {
  const evenSplit = Math.ceil(byteSize / maxParts / mebibyte) * mebibyte;
  const partBytes = Math.max(minPartBytes, evenSplit);
  return Array.from({ length: Math.ceil(byteSize / partBytes) }, (_, index) => ({
    partNumber: index + 1,
    from: index * partBytes,
    byteSize: Math.min(partBytes, byteSize - index * partBytes),
  }));
}

/** The SDK cannot rewind a stream, so a failed transfer is begun again here with a fresh one. */
async function withFreshStream<Result>(
  open: () => Readable,
  send: (body: Readable) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    const body = open();
    try {
      return await send(body);
    } catch (error) {
      const failure = toStorageError(error);
      if (attempt === maxAttempts || isPermanent(failure)) throw failure;
      await setTimeout(firstPauseMs * 2 ** (attempt - 1));
    } finally {
      body.destroy();
    }
  }
}

/** `multiparts` and `read` are the other verbs of the same store. */
export function createR2Files(
  client: S3Client,
  bucket: string,
  multiparts: Pick<Storage, 'startMultipart' | 'completeMultipart' | 'abortMultipart'>,
  read: Storage['read'],
): Pick<Storage, 'writeFile' | 'readToFile'> {
  const sendPart = (key: string, multipartId: string, path: string, part: FilePart) =>
    withFreshStream(
      () => createReadStream(path, { start: part.from, end: part.from + part.byteSize - 1 }),
      (body) =>
        client.send(
          new UploadPartCommand({
            Bucket: bucket,
            Key: key,
            UploadId: multipartId,
            PartNumber: part.partNumber,
            ContentLength: part.byteSize,
            Body: body,
          }),
        ),
    );

  const writeInParts: Storage['writeFile'] = async ({ path, ...object }) => {
    const { key } = object;
    const { size } = await stat(path);
    const multipartId = await multiparts.startMultipart(object);
    try {
      const stored: StoredPart[] = [];
      await inParallel(planParts(size), partLanes, async (part) => {
        const { ETag = '' } = await sendPart(key, multipartId, path, part);
        stored.push({ partNumber: part.partNumber, byteSize: part.byteSize, etag: ETag });
      });
      stored.sort((one, other) => one.partNumber - other.partNumber);
      await multiparts.completeMultipart({ key, multipartId, parts: stored });
    } catch (error) {
      // The first failure is what matters; a session this leaves open is swept later.
      await multiparts.abortMultipart({ key, multipartId }).catch(() => undefined);
      throw error;
    }
  };

  return {
    async writeFile({ key, contentType, cacheControl, path }) {
      const { size } = await stat(path);
      if (size > maxSinglePutBytes) return writeInParts({ key, contentType, cacheControl, path });
      await withFreshStream(
        () => createReadStream(path),
        (body) =>
          client.send(
            new PutObjectCommand({
              Bucket: bucket,
              Key: key,
              ContentType: contentType,
              CacheControl: cacheControl,
              ContentLength: size,
              Body: body,
            }),
          ),
      );
    },

    async readToFile(key, path) {
      const body = await read(key);
      try {
        await pipeline(body, createWriteStream(path));
      } catch (error) {
        await rm(path, { force: true });
        throw isLocalFailure(error) ? error : toStorageError(error);
      }
    },
  };
}

/** A full disk or a missing folder is not the store's fault. */
function isLocalFailure(error: unknown): boolean {
  return (
    !(error instanceof AppError) &&
    error instanceof Error &&
    'syscall' in error &&
    (error.syscall === 'open' || error.syscall === 'write')
  );
}
