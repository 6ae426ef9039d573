// Looking at what really arrived: its size, its kind, and whether it is what was announced.
import 'server-only';
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { fileTypeFromBuffer } from 'file-type';
import type { Arrival, Upload } from '../db/uploads.ts';
import type { Verdict } from '../ports/reject-media.ts';
import { AppError } from '../shared/errors.ts';
import { fingerprintRanges } from '../shared/fingerprint.ts';
import {
  detectedFormat,
  formatNames,
  type PurposePolicy,
  storedAs,
} from '../shared/upload-policy.ts';
import type { Storage } from '../storage/storage.ts';

/** What the object is, or why it is not taken. Name, declared type and stored type play no part. */
export type Finding = { arrival: Arrival } | { verdict: Verdict };

/**
 * Reads the edges of a stored object: one request for a small file, two for any other. Throws
 * `upload_incomplete` when there is no object.
 */
export async function checkContent(
  upload: Upload,
  declaredSha256: string | null,
  { storage, policy }: { storage: Storage; policy: PurposePolicy },
): Promise<Finding> {
  const read = await readEdges(storage, upload);
  if ('foundBytes' in read) {
    const text = `Expected ${upload.byteSize} bytes, found ${read.foundBytes}.`;
    return { verdict: { code: 'size_mismatch', failure: 'wrong_size', text } };
  }
  const { edges } = read;
  const detected = edges[0] && (await fileTypeFromBuffer(edges[0]));
  const format = detected && detectedFormat(policy, detected.ext);
  if (!format) {
    const text = `The content is none of ${formatNames(policy).join(', ')}.`;
    return { verdict: { code: 'unsupported_media_type', failure: 'not_what_it_claims', text } };
  }
  const fingerprint = sha256Of(...edges, Buffer.from(String(upload.byteSize)));
  if (upload.fingerprint !== null && upload.fingerprint !== fingerprint) {
    return { verdict: mismatch('fingerprint', upload.fingerprint, fingerprint) };
  }
  // One range is all there is: the hash of the whole need not wait for the processing.
  const sha256 = edges.length === 1 ? sha256Of(...edges) : null;
  if (sha256 !== null && declaredSha256 !== null && sha256 !== declaredSha256) {
    return { verdict: mismatch('SHA-256', declaredSha256, sha256) };
  }
  const { contentType: mimeType } = storedAs(format);
  return { arrival: { id: upload.id, mimeType, fingerprint, sha256, declaredSha256 } };
}

/** What an object with another hash than declared is refused with. */
export function mismatch(name: string, expected: string, found: string): Verdict {
  const text = `Expected the ${name} ${expected}, found ${found}.`;
  return { code: 'checksum_mismatch', failure: 'checksum_mismatch', text };
}

/**
 * The byte ranges of the fingerprint, or the size of an object that has another one than announced.
 * A range at the end asks for one byte more than there should be, so that a longer object shows
 * without a request for its size.
 */
async function readEdges(
  storage: Storage,
  { key, byteSize }: { key: string; byteSize: number },
): Promise<{ edges: Buffer[] } | { foundBytes: number }> {
  const ranges = fingerprintRanges(byteSize);
  let failure: unknown;
  try {
    const edges = await Promise.all(
      ranges.map(async ({ start, end }) => {
        const to = end === byteSize ? end : end - 1;
        return buffer(await storage.read(key, { from: start, to }));
      }),
    );
    const isWhole = ranges.every(({ start, end }, index) => edges[index]?.length === end - start);
    if (isWhole) return { edges };
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') throw notStored();
    failure = error;
  }
  // A range that begins behind the end of a shorter object is refused too.
  const object = await storage.head(key);
  if (!object) throw notStored();
  if (object.byteSize !== byteSize) return { foundBytes: object.byteSize };
  throw failure ?? new AppError('storage_unavailable', 'The file changed while it was read.');
}

function notStored(): AppError {
  return new AppError('upload_incomplete', 'The file is not stored yet.');
}

function sha256Of(...chunks: Buffer[]): string {
  const hash = createHash('sha256');
  for (const chunk of chunks) hash.update(chunk);
  return hash.digest('hex');
}
