// Presigned addresses: what the browser may send, bound to size and type.
import 'server-only';
import { createHash } from 'node:crypto';
import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { createR2Client, type R2Options } from './r2-client.ts';
import type { Hosts, Storage } from './storage.ts';

/** `attachment` with a plain-ASCII name for old clients and the real one beside it (RFC 6266, 8187). */
function attachment(fileName: string): string {
  const plain = fileName.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(fileName.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** Keys are random, but not in a way to count on. */
function numberOf(key: string): number {
  return createHash('sha256').update(key).digest().readUInt32BE();
}

/**
 * The host is part of a signature, so each address gets a client of its own; none is ever connected.
 * Content-Length is always part of the signature; Content-Type only when it is named as signable.
 * The browser sets the length itself and lets no script do it, so it is not among `headers`.
 */
export function createR2Signing(
  options: R2Options,
): Pick<Storage, 'signPut' | 'signPart' | 'signGet'> {
  const { bucket, endpoint, browserEndpoints = [endpoint] } = options;
  const clients = browserEndpoints.map((address) =>
    createR2Client({ ...options, endpoint: address }),
  );
  const clientFor = (hosts: Hosts, number: number) => {
    const client = clients[hosts === 'all' ? number % clients.length : 0];
    if (!client) throw new Error('No address of the store for browsers.');
    return client;
  };

  return {
    async signPut({ key, byteSize, contentType, expiresInSeconds, hosts = 'first' }) {
      const command = new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        ContentLength: byteSize,
        ContentType: contentType,
      });
      const url = await getSignedUrl(clientFor(hosts, numberOf(key)), command, {
        expiresIn: expiresInSeconds,
        signableHeaders: new Set(['content-type']),
      });
      return { url, headers: { 'content-type': contentType } };
    },
    async signPart({ key, multipartId, partNumber, byteSize, expiresInSeconds, hosts = 'first' }) {
      const command = new UploadPartCommand({
        Bucket: bucket,
        Key: key,
        UploadId: multipartId,
        PartNumber: partNumber,
        ContentLength: byteSize,
      });
      const url = await getSignedUrl(clientFor(hosts, partNumber - 1), command, {
        expiresIn: expiresInSeconds,
      });
      return { url, headers: {} };
    },
    signGet({ key, expiresInSeconds, method = 'GET', downloadName, cacheControl, signedAt }) {
      const input = {
        Bucket: bucket,
        Key: key,
        ResponseCacheControl: cacheControl,
        ResponseContentDisposition:
          downloadName === undefined ? undefined : attachment(downloadName),
      };
      const options = { expiresIn: expiresInSeconds, signingDate: signedAt };
      const client = clientFor('first', 0);
      // A signature covers the method.
      if (method === 'HEAD') return getSignedUrl(client, new HeadObjectCommand(input), options);
      return getSignedUrl(client, new GetObjectCommand(input), options);
    },
  };
}
