// Uploads by tus as the domain sees them.
import 'server-only';
import type { Database, Transaction } from './client.ts';
import type { Prisma } from './generated/client.ts';
import { renewLease } from './tus-leases.ts';
import { toUpload, type Upload } from './uploads.ts';

export type TusUpload = {
  id: string;
  ownerId: string;
  kind: 'whole' | 'partial' | 'final';
  /** The upload whose file it brings; null of a partial one, and of one that is forgotten. */
  upload: Upload | null;
  metadata: string;
  byteSize: number;
  partByteSize: number;
  /** How many bytes are stored and counted. */
  offset: number;
  /** Names of objects: see the schema. */
  pieces: string[];
  rest: string[];
  partialIds: string[];
  expiresAt: Date;
};

const include = { upload: true } satisfies Prisma.TusUploadInclude;
type Row = Prisma.TusUploadGetPayload<{ include: typeof include }>;

function toTusUpload({ byteOffset, byteSize, upload, ...row }: Row): TusUpload {
  const { id, ownerId, kind, metadata, partByteSize, pieces, rest, partialIds, expiresAt } = row;
  return {
    ...{ id, ownerId, kind, metadata, partByteSize, pieces, rest, partialIds, expiresAt },
    upload: upload && toUpload(upload),
    byteSize: Number(byteSize),
    offset: Number(byteOffset),
  };
}

/** Null also for one of somebody else. */
export async function findTusUpload(
  db: Transaction,
  where: { id: string; ownerId: string },
): Promise<TusUpload | null> {
  const row = await db.tusUpload.findFirst({ where, include });
  return row && toTusUpload(row);
}

/** The final one that is the same partial ones in the same order; of one owner. */
export async function findFinal(
  db: Transaction,
  { ownerId, partialIds }: { ownerId: string; partialIds: string[] },
): Promise<TusUpload | null> {
  const where = { ownerId, kind: 'final', partialIds: { equals: partialIds } } as const;
  const row = await db.tusUpload.findFirst({ where, include });
  return row && toTusUpload(row);
}

/** The one whose file this upload brings; null for an upload that comes another way. */
export async function findTusOf(db: Database, uploadId: string): Promise<TusUpload | null> {
  const row = await db.tusUpload.findUnique({ where: { uploadId }, include });
  return row && toTusUpload(row);
}

/** In the order of the ids; throws nothing for those that are not there, which are left out. */
export async function findPartials(
  db: Transaction,
  { ownerId, ids }: { ownerId: string; ids: string[] },
): Promise<TusUpload[]> {
  const where = { ownerId, kind: 'partial', id: { in: ids } } as const;
  const rows = await db.tusUpload.findMany({ where, include });
  const byId = new Map(rows.map((row) => [row.id, toTusUpload(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

export type NewTusUpload = {
  id: string;
  ownerId: string;
  kind: TusUpload['kind'];
  uploadId: string | null;
  metadata: string;
  byteSize: number;
  partByteSize: number;
  partialIds?: string[];
  expiresAt: Date;
  lease: string | null;
};

/** Written with the turn of whoever makes it, so that nobody comes in between. */
export async function insertTusUpload(
  tx: Transaction,
  { lease, ...row }: NewTusUpload,
): Promise<void> {
  await tx.tusUpload.create({ data: { ...row, leaseToken: lease } });
  if (lease !== null) await renewLease(tx, { id: row.id, lease });
}

/** What is stored from now on. */
export type Progress = { offset: number; pieces: string[]; rest: string[] };

/** Counts what was stored, as long as the turn is still ours and nothing else was counted meanwhile. */
export async function countStored(
  tx: Transaction,
  { id, lease, from }: { id: string; lease: string; from: number },
  { offset, ...names }: Progress & { expiresAt: Date },
): Promise<boolean> {
  const { count } = await tx.tusUpload.updateMany({
    where: { id, leaseToken: lease, byteOffset: from },
    data: { ...names, byteOffset: offset },
  });
  return count === 1;
}

/** Ids, in order, of those whose time is over and whose upload is, too, if there is one. */
export async function endedTusUploads(
  db: Database,
  { now, after, limit }: { now: Date; after: string; limit: number },
): Promise<string[]> {
  const rows = await db.tusUpload.findMany({
    where: {
      ...{ expiresAt: { lt: now }, id: { gt: after } },
      OR: [{ upload: null }, { upload: { status: { not: 'open' } } }],
    },
    ...{ orderBy: { id: 'asc' }, take: limit, select: { id: true } },
  });
  return rows.map(({ id }) => id);
}
