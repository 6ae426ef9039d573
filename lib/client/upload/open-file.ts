// One file being hashed: which of its bytes to read next, and for which hashes.
import { type Digest, prefersWhole, startMd5, startSha256 } from './digests.ts';
import type { Pace } from './hash-messages.ts';

export type Hash = {
  job: number;
  end: number;
  /** The next byte to read; what is before may still be on its way to the digest. */
  readTo: number;
  isRead: boolean;
  digest: Promise<Digest> | null;
};

export type OpenFile = {
  blob: Blob;
  md5s: Hash[];
  sha256: Hash | null;
  pace: Pace;
  isClosed: boolean;
};

/** Bytes of a file on their way, and the hashes they are for. */
export type Piece = {
  file: OpenFile;
  end: number;
  md5: Hash | null;
  sha256: Hash | null;
  read: Promise<{ bytes: Uint8Array<ArrayBuffer> } | { error: unknown }>;
};

const pieceBytes = 4 * 1024 * 1024;

export function openFile(blob: Blob): OpenFile {
  return { blob, md5s: [], sha256: null, pace: 'full', isClosed: false };
}

export function newHash(job: number, start: number, end: number): Hash {
  return { job, end, readTo: start, isRead: false, digest: null };
}

/** The next bytes for an MD5; the SHA-256 gets them too when it `mayShare` and stands there. */
export function readForMd5(file: OpenFile, mayShare: boolean): Piece | null {
  const md5 = file.md5s.find(({ isRead }) => !isRead);
  if (!md5) return null;
  const end = pieceEnd(file.blob, md5.readTo, md5.end);
  const { sha256 } = file;
  const isShared =
    mayShare &&
    sha256?.isRead === false &&
    sha256.readTo === md5.readTo &&
    (end === sha256.end || !prefersWhole(file.blob.size));
  return read(file, md5.readTo, end, md5, isShared ? sha256 : null);
}

export function readForSha256(file: OpenFile): Piece | null {
  const { blob, sha256 } = file;
  if (!sha256 || sha256.isRead) return null;
  return read(file, sha256.readTo, pieceEnd(blob, sha256.readTo, sha256.end), null, sha256);
}

/** Stops everything asked of it. */
export function closeFile(file: OpenFile): Hash[] {
  const hashes = file.sha256 ? [...file.md5s, file.sha256] : [...file.md5s];
  file.isClosed = true;
  file.md5s = [];
  file.sha256 = null;
  for (const { digest } of hashes) {
    digest?.then(
      (started) => started.abandon(),
      () => undefined,
    );
  }
  return hashes;
}

function pieceEnd(blob: Blob, start: number, end: number): number {
  return prefersWhole(blob.size) ? end : Math.min(end, start + pieceBytes);
}

function read(
  file: OpenFile,
  start: number,
  end: number,
  md5: Hash | null,
  sha256: Hash | null,
): Piece {
  if (md5) advance(md5, end, startMd5);
  if (sha256) advance(sha256, end, () => startSha256(file.blob.size));
  return { file, end, md5, sha256, read: readBytes(file.blob, start, end) };
}

function advance(hash: Hash, end: number, start: () => Promise<Digest>): void {
  hash.readTo = end;
  hash.isRead = end >= hash.end;
  hash.digest ??= start();
  // It is awaited later, together with the bytes.
  hash.digest.catch(() => undefined);
}

/** Never rejects: the answer may come when nobody waits for it any more. */
async function readBytes(blob: Blob, start: number, end: number): Piece['read'] {
  try {
    const bytes = new Uint8Array(await blob.slice(start, end).arrayBuffer());
    if (bytes.byteLength === end - start) return { bytes };
    return { error: new DOMException('The file became shorter.', 'NotReadableError') };
  } catch (error) {
    return { error };
  }
}
