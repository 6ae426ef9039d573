// Tells whether a file picked again is the one that is partly stored.
import { AppError } from '#lib/shared/errors.ts';
import type { UploadSession } from '#lib/shared/schemas/upload.ts';
import type { Hasher } from './hashing.ts';
import type { RememberedUpload } from './upload-memory.ts';

type Known = {
  /** With its `storedParts`, when it is sent in parts. */
  session: UploadSession;
  /** Null in a browser that did not start the upload. */
  remembered: RememberedUpload | null;
  hasher: Pick<Hasher, 'fingerprint' | 'open'>;
  random?: () => number;
};

/**
 * Compares size, fingerprint and up to three stored parts (first, last and one in between) with the
 * file. Throws AppError `file_changed` when it is another one; rejects like the hasher when nothing
 * could be hashed and the date does not speak for the file.
 */
export async function requireSameFile(file: File, known: Known): Promise<void> {
  const { session, remembered } = known;
  if (file.size !== session.size) throw changed();
  try {
    await requireSameContent(file, known);
  } catch (error) {
    // No hashing in this browser must not mean no going on.
    const isSameDate = file.lastModified === remembered?.lastModifiedMs;
    if (error instanceof AppError || !isSameDate) throw error;
  }
}

async function requireSameContent(file: File, known: Known): Promise<void> {
  const { session, remembered, hasher } = known;
  const fingerprint = session.fingerprint ?? remembered?.fingerprint;
  if (fingerprint && (await hasher.fingerprint(file)) !== fingerprint) throw changed();
  if (mayCompareParts(known)) return requireSameParts(file, known);
  // In a browser that never saw the file the fingerprint must do; the hash of the whole follows.
  const fits = remembered ? file.lastModified === remembered.lastModifiedMs : fingerprint;
  if (!fits) throw changed();
}

/** Some stores make up their ETags, and not all that look like an MD5 (32 digits) are one. */
function mayCompareParts({ session: { storedParts = [] }, remembered }: Known): boolean {
  const isLikeMd5 = ({ etag }: { etag: string }) => /^[0-9a-f]{32}$/.test(bareEtag(etag));
  return remembered?.etagsAreMd5 !== false && storedParts.every(isLikeMd5);
}

async function requireSameParts(file: File, known: Known): Promise<void> {
  const { session, hasher, random = Math.random } = known;
  const { partSize, storedParts = [] } = session;
  if (!partSize || storedParts.length === 0) return;
  const hashing = hasher.open(file);
  try {
    const matches = await Promise.all(
      sample(storedParts, random).map(async ({ partNumber, size, etag }) => {
        const start = (partNumber - 1) * partSize;
        return hexOf(await hashing.md5(start, start + size)) === bareEtag(etag);
      }),
    );
    if (matches.includes(false)) throw changed();
  } finally {
    hashing.close();
  }
}

function sample<Part>(parts: readonly Part[], random: () => number): Part[] {
  const inBetween = 1 + Math.floor(random() * (parts.length - 2));
  const chosen = new Set([0, inBetween, parts.length - 1]);
  return parts.filter((_, index) => chosen.has(index));
}

function hexOf(base64: string): string {
  return Array.from(atob(base64), (character) =>
    character.charCodeAt(0).toString(16).padStart(2, '0'),
  ).join('');
}

/** Stores answer ETags in quotes, in either case. */
function bareEtag(etag: string): string {
  return etag.replaceAll('"', '').toLowerCase();
}

function changed(): AppError {
  return new AppError('file_changed', 'This is not the file that was being uploaded.');
}
