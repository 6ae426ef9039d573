// Counts and hashes a body as it flows by, and compares it with what the request promised.
import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import { crc32 } from 'node:zlib';
import { StoreError } from './request-errors.ts';
import { headerOrQuery, type StoreRequest } from './store-request.ts';

/** What a request says about its body; everything that is set is checked. Digests are base64. */
export type Promised = {
  byteSize?: number;
  md5?: string;
  sha256?: string;
  crc32?: string;
  /** Hex, from the signature. */
  payloadSha256?: string;
};

export type Measured = { byteSize: number; md5Hex: string };

function promisedDigest(request: StoreRequest, name: string, byteLength: number) {
  const text = headerOrQuery(request, name);
  if (text === undefined) return undefined;
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== byteLength || bytes.toString('base64') !== text)
    throw new StoreError('InvalidDigest', `${name} is not base64 of ${byteLength} bytes.`);
  return text;
}

/** Reads Content-MD5 and the checksums; throws `InvalidDigest` when one of them cannot be right. */
export function promisedDigests(request: StoreRequest, payloadSha256: string | undefined) {
  return {
    md5: promisedDigest(request, 'content-md5', 16),
    sha256: promisedDigest(request, 'x-amz-checksum-sha256', 32),
    crc32: promisedDigest(request, 'x-amz-checksum-crc32', 4),
    payloadSha256,
  };
}

/** The checksum headers an answer repeats. */
export function checksumHeaders({ sha256, crc32: crc }: Promised): Record<string, string> {
  return {
    ...(sha256 === undefined ? {} : { 'x-amz-checksum-sha256': sha256 }),
    ...(crc === undefined ? {} : { 'x-amz-checksum-crc32': crc }),
  };
}

function base64Crc(value: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes.toString('base64');
}

/**
 * A stream that passes bytes on unchanged. Call `finish` after the last byte: it returns the size and
 * MD5, or throws `IncompleteBody`, `BadDigest` or `XAmzContentSHA256Mismatch`.
 */
export function createMeter(promised: Promised) {
  const md5 = createHash('md5');
  const needsSha256 = promised.sha256 !== undefined || promised.payloadSha256 !== undefined;
  const sha256 = needsSha256 ? createHash('sha256') : undefined;
  let crc = 0;
  let byteSize = 0;

  const update = (chunk: Buffer) => {
    byteSize += chunk.length;
    md5.update(chunk);
    sha256?.update(chunk);
    if (promised.crc32 !== undefined) crc = crc32(chunk, crc);
  };

  const finish = (): Measured => {
    if (promised.byteSize !== undefined && byteSize !== promised.byteSize)
      throw new StoreError('IncompleteBody', 'The body is not as long as Content-Length says.');
    const sha256Digest = sha256?.digest();
    if (promised.payloadSha256 && sha256Digest?.toString('hex') !== promised.payloadSha256)
      throw new StoreError('XAmzContentSHA256Mismatch', 'The body is not the one that was signed.');
    const md5Digest = md5.digest();
    const wrong =
      (promised.md5 !== undefined && promised.md5 !== md5Digest.toString('base64')) ||
      (promised.sha256 !== undefined && promised.sha256 !== sha256Digest?.toString('base64')) ||
      (promised.crc32 !== undefined && promised.crc32 !== base64Crc(crc));
    if (wrong) throw new StoreError('BadDigest', 'The body does not match the checksum given.');
    return { byteSize, md5Hex: md5Digest.toString('hex') };
  };

  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      update(chunk);
      done(null, chunk);
    },
  });
  return { stream, update, finish };
}
