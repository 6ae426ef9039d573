// Storage on Cloudflare R2, or anything that speaks its part of the S3 protocol.
import 'server-only';
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { AppError } from '../shared/errors.ts';
import { inParallel } from './in-parallel.ts';
import { createR2Client, type R2Options } from './r2-client.ts';
import { nullWhen, toStorageError, wasRefused, withStorageErrors } from './r2-errors.ts';
import { createR2Files } from './r2-files.ts';
import { createR2Multiparts } from './r2-multiparts.ts';
import { createR2Signing } from './r2-signing.ts';
import { createR2Streams } from './r2-streams.ts';
import type { ListedObject, Storage } from './storage.ts';

const deletionLanes = 16;

/** Cheap to make: nothing is sent before the first verb. */
export function createR2Storage(options: R2Options): Storage {
  const { bucket } = options;
  const client = createR2Client(options);
  const multiparts = createR2Multiparts(client, bucket);

  const read: Storage['read'] = (key, range) =>
    withStorageErrors(async () => {
      const { Body } = await client.send(
        new GetObjectCommand({
          Bucket: bucket,
          Key: key,
          Range: range && `bytes=${range.from}-${range.to}`,
        }),
      );
      if (!(Body instanceof Readable)) throw new Error('The store answered without a body.');
      return Body;
    });

  return {
    ...createR2Signing(options),
    ...multiparts,
    ...createR2Files(client, bucket, multiparts, read),
    ...createR2Streams(client, bucket),
    read,

    head: (key) =>
      nullWhen('NotFound', async () => {
        const found = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
        return {
          key,
          byteSize: found.ContentLength ?? 0,
          etag: (found.ETag ?? '').replace(/^"(.*)"$/, '$1'),
          contentType: found.ContentType ?? 'application/octet-stream',
          modifiedAt: found.LastModified ?? new Date(0),
        };
      }),

    writeBytes: ({ key, contentType, cacheControl, body }) =>
      withStorageErrors(async () => {
        await client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: key,
            ContentType: contentType,
            CacheControl: cacheControl,
            Body: body,
          }),
        );
      }),

    // One by one: DeleteObjects needs a checksum, and R2 does not take all that the SDK would send.
    async remove(keys) {
      const refused: { key: string; message: string }[] = [];
      await inParallel(keys, deletionLanes, async (key) => {
        try {
          await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
        } catch (error) {
          if (!wasRefused(error)) throw toStorageError(error);
          refused.push({ key, message: error.message });
        }
      });
      return refused;
    },

    async *list(prefix, after): AsyncGenerator<ListedObject> {
      let token: string | undefined;
      do {
        const command: ListObjectsV2Command = new ListObjectsV2Command({
          Bucket: bucket,
          Prefix: prefix,
          StartAfter: after || undefined,
          ContinuationToken: token,
        });
        const page = await withStorageErrors(() => client.send(command));
        for (const { Key, Size, LastModified } of page.Contents ?? [])
          if (Key) yield { key: Key, byteSize: Size ?? 0, modifiedAt: LastModified ?? new Date(0) };
        token = page.IsTruncated ? page.NextContinuationToken : undefined;
      } while (token);
    },

    async ping() {
      const found = await nullWhen('NotFound', () =>
        client.send(new HeadBucketCommand({ Bucket: bucket })),
      );
      if (!found) throw new AppError('storage_unavailable', 'The bucket does not exist.');
    },
  };
}
