// What can be said of a file before it is sent.
import { AppError } from '#lib/shared/errors.ts';
import type { FileHashing, Hasher } from './hashing.ts';

/** Up to here the whole hash is known before anything is sent: one reading, a few milliseconds. */
export const hashFirstMaxBytes = 16 * 1024 * 1024;

/** Up to here a file is read once, and what was hashed is what is sent; larger ones would fill the memory. */
const inMemoryMaxBytes = 512 * 1024;

/** Null what is not known: of a large file only the fingerprint is, and nothing where hashing is broken. */
export type Digests = {
  fingerprint: string | null;
  sha256: string | null;
  md5: string | null;
  /** The file in memory, where it is small. */
  copy: Blob | null;
};

export const nothingKnown: Digests = { fingerprint: null, sha256: null, md5: null, copy: null };

/** No hashing must not mean no uploading. */
export async function orNull<Value>(hash: Promise<Value>): Promise<Value | null> {
  return hash.catch((error: unknown) => {
    if (error instanceof AppError) throw error;
    return null;
  });
}

/** Throws AppError `file_changed` when the file cannot be read. */
export async function digest(
  file: File,
  hashing: FileHashing,
  { hasher, hashFirstMaxBytes }: { hasher: Hasher; hashFirstMaxBytes: number },
): Promise<Digests> {
  const isSmall = file.size <= hashFirstMaxBytes;
  if (isSmall && file.size <= inMemoryMaxBytes) {
    return (await orNull(hasher.readWhole(file))) ?? nothingKnown;
  }
  if (isSmall) hashing.setPace('full');
  const [fingerprint, md5, sha256] = await Promise.all([
    orNull(hasher.fingerprint(file)),
    isSmall ? orNull(hashing.md5(0, file.size)) : null,
    isSmall ? orNull(hashing.sha256()) : null,
  ]);
  return { fingerprint, md5, sha256, copy: null };
}
