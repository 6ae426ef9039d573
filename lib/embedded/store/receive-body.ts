// Brings request bodies in: large ones to a synced file, small XML ones to memory.
import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Blobs } from './blobs.ts';
import { createMeter, type Measured, type Promised, promisedDigests } from './digests.ts';
import { StoreError } from './request-errors.ts';
import type { StoreRequest } from './store-request.ts';

const mebibyte = 1024 * 1024;
/** R2's limit for one PUT or one part: 4.995 GiB (developers.cloudflare.com/r2/platform/limits). */
const maxBodyBytes = Math.floor(4.995 * 1024 * mebibyte);
// Room for 10,000 parts with their checksums.
const maxXmlBytes = 4 * mebibyte;
// Lets hashing go on while the disk is busy, yet keeps an upload's memory flat.
const writeBufferBytes = 4 * mebibyte;

/** The length a body declares. Throws `MissingContentLength` or `EntityTooLarge`. */
export function declaredLength(request: StoreRequest): number {
  const text = request.headers['content-length'];
  if (text === undefined)
    throw new StoreError('MissingContentLength', 'Content-Length is required.');
  const byteSize = Number(text);
  if (byteSize > maxBodyBytes)
    throw new StoreError('EntityTooLarge', `One upload has at most ${maxBodyBytes} bytes.`);
  return byteSize;
}

/**
 * Writes a stream to a new blob; when it resolves, the bytes are on the disk and are the promised ones.
 * On any failure nothing is left behind.
 */
export async function receiveBlob(
  source: Readable | AsyncIterable<Buffer>,
  promised: Promised,
  blobs: Blobs,
): Promise<Measured & { blob: string }> {
  const { blob, path } = blobs.incoming();
  const meter = createMeter(promised);
  try {
    const file = createWriteStream(path, { flush: true, highWaterMark: writeBufferBytes });
    await pipeline(source, meter.stream, file);
    const measured = meter.finish();
    await blobs.syncIncoming();
    return { ...measured, blob };
  } catch (error) {
    await blobs.discard(blob);
    throw error;
  }
}

/** Reads a small body whole, checked like any other. Throws `MaxMessageLengthExceeded`. */
export async function receiveXml(
  request: StoreRequest,
  payloadSha256: string | undefined,
): Promise<string> {
  const meter = createMeter(promisedDigests(request, payloadSha256));
  const chunks: Buffer[] = [];
  let byteSize = 0;
  for await (const chunk of request.body) {
    byteSize += chunk.length;
    if (byteSize > maxXmlBytes)
      throw new StoreError('MaxMessageLengthExceeded', `The XML has over ${maxXmlBytes} bytes.`);
    meter.update(chunk);
    chunks.push(chunk);
  }
  meter.finish();
  return Buffer.concat(chunks).toString();
}
