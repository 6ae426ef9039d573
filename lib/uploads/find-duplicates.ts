// Finding what a person has already, before it is sent again.
import 'server-only';
import type { Transaction } from '../db/client.ts';
import type { MediaWhere } from '../db/media.ts';
import type { Duplicate } from '../shared/schemas/upload.ts';
import type { MediaType } from '../shared/upload-policy.ts';

/** A file that is to be sent, and what a media must be to stand in for it. */
export type Sought = {
  type: MediaType;
  mimeTypes: string[];
  /** Only what the media library keeps for good, not what goes with the form that holds it. */
  isForLibrary: boolean;
  /** The unsaved form it is for. */
  draftId: string | null;
  byteSize: number;
  sha256: string | null;
  fingerprint: string | null;
};

const candidatesAtMost = 500;

/**
 * The newest media of this owner with the same content, in the order of `sought`; null where there is
 * none. Equal hashes are certain, an equal fingerprint is not, and a hash that differs rules it out. A
 * media nobody uses yet counts as fresh again, so that the sweep leaves it to the form it is wanted for.
 */
export async function findDuplicates(
  sought: Sought[],
  { ownerId, now, tx }: { ownerId: string; now: Date; tx: Transaction },
): Promise<(Duplicate | null)[]> {
  const candidates = await candidatesFor(sought, ownerId, tx);
  const found = sought.map((wanted) => bestOf(candidates, wanted));
  const kept = await keep(
    found.flatMap((duplicate) => duplicate?.duplicateOf ?? []),
    now,
    tx,
  );
  return found.map((duplicate) =>
    duplicate && kept.has(duplicate.duplicateOf) ? duplicate : null,
  );
}

type Candidate = Awaited<ReturnType<typeof candidatesFor>>[number];

async function candidatesFor(sought: Sought[], ownerId: string, tx: Transaction) {
  const hashes = sought.flatMap(({ sha256 }) => sha256 ?? []);
  const fingerprints = sought.flatMap(({ fingerprint }) => fingerprint ?? []);
  const find = (where: MediaWhere) =>
    tx.media.findMany({
      where: { ...where, ownerId, deletingAt: null },
      include: { upload: { select: { declaredSha256: true, draftId: true } } },
      orderBy: { createdAt: 'desc' },
      take: candidatesAtMost,
    });
  const known = await find({
    status: { in: ['processing', 'ready'] },
    OR: [{ sha256: { in: hashes } }, { fingerprint: { in: fingerprints } }],
  });
  if (hashes.length === 0) return known;
  // Nobody has computed its hash yet, but its sender said it.
  const announced = await find({
    status: 'processing',
    upload: { declaredSha256: { in: hashes } },
  });
  return [...known, ...announced];
}

function bestOf(candidates: Candidate[], wanted: Sought): Duplicate | null {
  const fitting = candidates.filter(
    (media) =>
      media.type === wanted.type &&
      Number(media.byteSize) === wanted.byteSize &&
      wanted.mimeTypes.includes(media.mimeType) &&
      (!wanted.isForLibrary || media.purpose.startsWith('media.')) &&
      !isOfAnotherForm(media, wanted),
  );
  const certain = fitting.find((media) => wanted.sha256 && hashOf(media) === wanted.sha256);
  const likely = fitting.find(
    (media) =>
      media.fingerprint !== null &&
      media.fingerprint === wanted.fingerprint &&
      !(wanted.sha256 && hashOf(media)),
  );
  const media = certain ?? likely;
  if (!media) return null;
  return {
    duplicateOf: media.id,
    isCertain: media === certain,
    fileName: media.fileName,
    createdAt: media.createdAt.toISOString(),
  };
}

/** A file of an unsaved form goes when that is discarded, whoever else shows it by then. */
function isOfAnotherForm({ unattachedSince, upload }: Candidate, { draftId }: Sought): boolean {
  if (unattachedSince === null || !upload?.draftId) return false;
  return upload.draftId !== draftId;
}

function hashOf({ sha256, status, upload }: Candidate): string | null {
  return sha256 ?? (status === 'processing' ? (upload?.declaredSha256 ?? null) : null);
}

/** Which of these media are still there once a sweep at the same instant is done with them. */
async function keep(ids: string[], now: Date, tx: Transaction): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  await tx.media.updateMany({
    where: { id: { in: ids }, deletingAt: null, unattachedSince: { not: null } },
    data: { unattachedSince: now },
  });
  const left = await tx.media.findMany({
    where: { id: { in: ids }, deletingAt: null },
    select: { id: true },
  });
  return new Set(left.map(({ id }) => id));
}
