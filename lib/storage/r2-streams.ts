// Bytes to R2 as they come, without knowing how many there will be.
import 'server-only';
import type { S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { toStorageError } from './r2-errors.ts';
import type { Storage } from './storage.ts';

const mebibyte = 1024 * 1024;
/** R2 takes 10,000 parts: as much as 78 GiB. */
const partSize = 8 * mebibyte;
/** So many parts are in memory: one that is sent, one that fills. */
const queueSize = 2;

export function createR2Streams(client: S3Client, bucket: string): Pick<Storage, 'writeStream'> {
  return {
    async writeStream({ key, contentType, cacheControl, body, onMultipart }) {
      const upload = new Upload({
        ...{ client, partSize, queueSize, leavePartsOnError: false },
        params: {
          ...{ Bucket: bucket, Key: key, Body: body },
          ...{ ContentType: contentType, CacheControl: cacheControl },
        },
      });
      // The first word about the session comes with its first part.
      let told: Promise<void> | undefined;
      upload.on('httpUploadProgress', () => {
        if (upload.uploadId && !told) told = onMultipart?.(upload.uploadId);
        told?.catch(() => undefined);
      });
      try {
        await upload.done();
        await told;
      } catch (error) {
        body.destroy();
        throw toStorageError(error);
      }
    },
  };
}
