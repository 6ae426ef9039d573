// Draft rows as the domain sees them.
import 'server-only';
import { z } from 'zod';
import { env } from '../env/env.ts';
import type { Draft } from '../shared/schemas/draft.ts';
import type { Noun } from '../shared/schemas/record.ts';
import type { Transaction } from './client.ts';
import type { Prisma } from './generated/client.ts';

/** How long one that ended is remembered: longer than any request is on its way. */
const rememberedHours = 24;
const hour = 3_600_000;

/** The condition that a draft can still be gone on with. */
export function livingDraft(now: Date) {
  return { endedAt: null, expiresAt: { gt: now } } satisfies Prisma.DraftWhereInput;
}

export const draftInclude = {
  uploads: {
    where: { status: { in: ['open', 'completed'] }, media: { deletingAt: null } },
    select: {
      ...{ id: true, mediaId: true, slot: true, status: true, fileName: true },
      completedAt: true,
    },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  },
} satisfies Prisma.DraftInclude;

type DraftRow = Prisma.DraftGetPayload<{ include: typeof draftInclude }>;

export function toDraft(row: DraftRow): Draft {
  return {
    id: row.id,
    noun: row.noun as Noun,
    subjectId: row.subjectId,
    subjectVersion: row.subjectVersion,
    fields: row.fields as Draft['fields'],
    fileOrders: row.fileOrders as Draft['fileOrders'],
    uploads: row.uploads.map(({ completedAt, ...upload }) => ({
      ...upload,
      completedAt: completedAt?.toISOString() ?? null,
    })),
    expiresAt: row.expiresAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** Counted from the last save of its fields, or the last file that was brought in for it. */
export function draftExpiry(now: Date): Date {
  return new Date(now.getTime() + env().DRAFT_KEPT_DAYS * 24 * hour);
}

/** Makes empty ones of those that are not there, where the noun is known; the others live on. */
export async function beginDrafts(
  tx: Transaction,
  drafts: readonly { id: string; noun?: Noun }[],
  { ownerId, now }: { ownerId: string; now: Date },
): Promise<void> {
  const expiresAt = draftExpiry(now);
  const data = drafts.flatMap(({ id, noun }) => (noun ? [{ id, noun, ownerId, expiresAt }] : []));
  await tx.draft.createMany({ data, skipDuplicates: true });
  const ids = drafts.map(({ id }) => id);
  // Not by the client, which would write down that the fields were saved now.
  await tx.$executeRaw`
    update drafts set expires_at = ${expiresAt}::timestamptz
     where id = any(${ids}::text[]) and owner_id = ${ownerId}
       and ended_at is null and expires_at > ${now}::timestamptz`;
}

/** The owner's among these, and whether each can still be gone on with. */
export async function ownDrafts(
  tx: Transaction,
  { ids, ownerId }: { ids: string[]; ownerId: string },
): Promise<ReadonlyMap<string, boolean>> {
  const where = { id: { in: ids }, ownerId };
  const rows = await tx.draft.findMany({ where, select: { id: true, endedAt: true } });
  return new Map(rows.map(({ id, endedAt }) => [id, endedAt === null]));
}

/**
 * Ends the owner's draft, for good; answers whether it was living till now. One that is not there yet
 * is written down as over, so that a first autosave that arrives late does not begin it after all.
 */
export async function endDraft(
  tx: Transaction,
  { id, ownerId, now }: { id: string; ownerId: string; now: Date },
): Promise<boolean> {
  const expiresAt = new Date(now.getTime() + rememberedHours * hour);
  const over = { endedAt: now, expiresAt, fields: {}, fileOrders: {} };
  const end = async () => {
    const where = { id, ownerId, endedAt: null };
    const { count } = await tx.draft.updateMany({ where, data: over });
    return count === 1;
  };
  if (await end()) return true;
  if (!z.uuid().safeParse(id).success) return false;
  const { count } = await tx.draft.createMany({
    // What it would have been of, nobody knows; nobody is shown it either.
    data: { ...over, id, ownerId, noun: '' },
    skipDuplicates: true,
  });
  // Somebody was first: it was over already, or that autosave has just begun it.
  return count === 0 && end();
}

/** The condition that nobody went on with a draft in time, or that it ended long enough ago. */
export function expiredDraft(now: Date) {
  return { expiresAt: { lte: now } } satisfies Prisma.DraftWhereInput;
}
