// Multipart sessions on R2.
import 'server-only';
import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { nullWhen, withStorageErrors } from './r2-errors.ts';
import type { OpenMultipart, Storage, StoredPart } from './storage.ts';

const unquoted = (etag: string | undefined) => (etag ?? '').replace(/^"(.*)"$/, '$1');

/** ETags are hex digests without quotes on our side of the wire, and quoted on the other. */
export function createR2Multiparts(
  client: S3Client,
  bucket: string,
): Pick<
  Storage,
  | 'startMultipart'
  | 'writePart'
  | 'listParts'
  | 'completeMultipart'
  | 'abortMultipart'
  | 'openMultiparts'
> {
  return {
    startMultipart: ({ key, contentType, cacheControl }) =>
      withStorageErrors(async () => {
        const { UploadId } = await client.send(
          new CreateMultipartUploadCommand({
            Bucket: bucket,
            Key: key,
            ContentType: contentType,
            CacheControl: cacheControl,
          }),
        );
        if (!UploadId) throw new Error('The store started a multipart upload without an id.');
        return UploadId;
      }),

    writePart: ({ key, multipartId, partNumber, body }) =>
      withStorageErrors(async () => {
        await client.send(
          new UploadPartCommand({
            ...{ Bucket: bucket, Key: key, UploadId: multipartId, PartNumber: partNumber },
            ContentMD5: createHash('md5').update(body).digest('base64'),
            Body: body,
          }),
        );
      }),

    listParts: ({ key, multipartId }) =>
      nullWhen('NoSuchUpload', async () => {
        const parts: StoredPart[] = [];
        let marker: string | undefined;
        do {
          const page = await client.send(
            new ListPartsCommand({
              Bucket: bucket,
              Key: key,
              UploadId: multipartId,
              PartNumberMarker: marker,
            }),
          );
          for (const part of page.Parts ?? [])
            parts.push({
              partNumber: part.PartNumber ?? 0,
              byteSize: part.Size ?? 0,
              etag: unquoted(part.ETag),
            });
          marker = page.IsTruncated ? page.NextPartNumberMarker : undefined;
        } while (marker);
        return parts;
      }),

    completeMultipart: ({ key, multipartId, parts }) =>
      withStorageErrors(async () => {
        await client.send(
          new CompleteMultipartUploadCommand({
            Bucket: bucket,
            Key: key,
            UploadId: multipartId,
            MultipartUpload: {
              Parts: parts.map(({ partNumber, etag }) => ({
                PartNumber: partNumber,
                ETag: `"${unquoted(etag)}"`,
              })),
            },
          }),
        );
      }),

    abortMultipart: async ({ key, multipartId }) => {
      await nullWhen('NoSuchUpload', () =>
        client.send(
          new AbortMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId: multipartId }),
        ),
      );
    },

    async *openMultiparts(): AsyncGenerator<OpenMultipart> {
      let after: { KeyMarker?: string; UploadIdMarker?: string } | undefined = {};
      while (after) {
        const command: ListMultipartUploadsCommand = new ListMultipartUploadsCommand({
          Bucket: bucket,
          ...after,
        });
        const page = await withStorageErrors(() => client.send(command));
        for (const { Key, UploadId, Initiated } of page.Uploads ?? [])
          if (Key && UploadId && Initiated)
            yield { key: Key, multipartId: UploadId, startedAt: Initiated };
        after = page.IsTruncated
          ? { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker }
          : undefined;
      }
    },
  };
}
