// Presigned addresses: what the browser may send, bound to size and type.
import 'server-only';
import {
  GetObjectCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Storage } from './storage.ts';

/** `attachment` with a plain-ASCII name for old clients and the real one beside it (RFC 6266, 8187). */
function attachment(fileName: string): string {
  const plain = fileName.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(fileName.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/**
 * Content-Length is always part of the signature; Content-Type only when it is named as signable.
 * The browser sets the length itself and lets no script do it, so it is not among `headers`.
 */
export function createR2Signing(
  client: S3Client,
  bucket: string,
): Pick<Storage, 'signPut' | 'signPart' | 'signGet'> {
  return {
    async signPut({ key, byteSize, contentType, expiresInSeconds }) {
      const command = new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        ContentLength: byteSize,
        ContentType: contentType,
      });
      const url = await getSignedUrl(client, command, {
        expiresIn: expiresInSeconds,
        signableHeaders: new Set(['content-type']),
      });
      return { url, headers: { 'content-type': contentType } };
    },
    async signPart({ key, multipartId, partNumber, byteSize, expiresInSeconds }) {
      const command = new UploadPartCommand({
        Bucket: bucket,
        Key: key,
        UploadId: multipartId,
        PartNumber: partNumber,
        ContentLength: byteSize,
      });
      const url = await getSignedUrl(client, command, { expiresIn: expiresInSeconds });
      return { url, headers: {} };
    },
    signGet({ key, expiresInSeconds, downloadName }) {
      const command = new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        ResponseContentDisposition:
          downloadName === undefined ? undefined : attachment(downloadName),
      });
      return getSignedUrl(client, command, { expiresIn: expiresInSeconds });
    },
  };
}
