// Unsaved forms: kept while they are written, gone with the save.
import 'server-only';
import { z } from 'zod';
import { type Transaction, transact } from '../db/client.ts';
import { draftExpiry, draftInclude, endDraft, livingDraft, toDraft } from '../db/drafts.ts';
import { countAttempt } from '../db/rate-limits.ts';
import type { Ports } from '../ports/ports.ts';
import type { Actor } from '../shared/actor.ts';
import { AppError } from '../shared/errors.ts';
import type { Draft, DraftInput, DraftListQuery } from '../shared/schemas/draft.ts';

type Context = { actor: Actor; ports: Ports };

const mostDrafts = 100;
const listedAtMost = 20;
/** Somebody who types in several windows saves less often than this. */
const savesPerMinute = 300;

/**
 * Keeps the fields of an unsaved form under the id the caller gave it. Throws `invalid_request` for
 * an id that is no UUID, `not_found` for a draft of somebody else, `conflict` for one that was saved
 * or discarded, or when there are too many, `rate_limited`.
 */
export async function putDraft(
  id: string,
  input: DraftInput,
  { actor, ports }: Context,
): Promise<Draft> {
  requireUuid(id);
  await countSave(actor, ports);
  const now = ports.now();
  const data = { ...input, fields: input.fields as object, expiresAt: draftExpiry(now) };
  const row = await transact(ports.db, async (tx) => {
    const change = () =>
      tx.draft.updateMany({ where: { id, ownerId: actor.id, endedAt: null }, data });
    if ((await change()).count === 0) {
      await requireRoom(tx, actor, now);
      const { count } = await tx.draft.createMany({
        data: { ...data, id, ownerId: actor.id },
        skipDuplicates: true,
      });
      // Somebody else was first: the same form in another request, or another person.
      if (count === 0 && (await change()).count === 0) throw await whyNot(tx, id, actor);
    }
    return tx.draft.findUniqueOrThrow({ where: { id }, include: draftInclude });
  });
  return toDraft(row);
}

/** The caller's drafts, the last written first; no more than anybody chooses from. */
export async function listDrafts(
  { noun, subjectId, new: isNew }: DraftListQuery,
  { actor, ports }: Context,
): Promise<{ count: number; next: null; previous: null; results: Draft[] }> {
  const where = {
    ...{ ownerId: actor.id, noun, subjectId: isNew ? null : subjectId },
    ...livingDraft(ports.now()),
  };
  const [count, rows] = await Promise.all([
    ports.db.draft.count({ where }),
    ports.db.draft.findMany({
      where,
      include: draftInclude,
      orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
      take: listedAtMost,
    }),
  ]);
  return { count, next: null, previous: null, results: rows.map(toDraft) };
}

/** One draft with the files that were brought in for it. Throws `not_found`. */
export async function getDraft(id: string, { actor, ports }: Context): Promise<Draft> {
  const row = await ports.db.draft.findFirst({
    where: { id, ownerId: actor.id, ...livingDraft(ports.now()) },
    include: draftInclude,
  });
  if (!row) throw noSuchDraft();
  return toDraft(row);
}

/**
 * Part of the transaction that saves the form: the draft ends, and its files are the record's, or
 * nobody's. A draft that is not there, or not the actor's, is none of the save's business.
 */
export async function consumeDraft(
  tx: Transaction,
  draftId: string | null | undefined,
  actor: Actor,
  now: Date,
): Promise<void> {
  if (!draftId) return;
  if (!(await endDraft(tx, { id: draftId, ownerId: actor.id, now }))) return;
  await tx.upload.updateMany({ where: { draftId }, data: { draftId: null } });
}

function requireUuid(id: string): void {
  if (z.uuid().safeParse(id).success) return;
  const message = 'The id of a draft is a UUID.';
  throw new AppError('invalid_request', message, { fields: [{ path: 'id', message }] });
}

async function countSave(actor: Actor, { db }: Ports): Promise<void> {
  const retryAfterSeconds = await countAttempt(db, {
    ...{ key: `drafts:${actor.id}`, windowSeconds: 60, limit: savesPerMinute },
  });
  if (retryAfterSeconds === 0) return;
  throw new AppError('rate_limited', 'Too many drafts in a short time: wait a moment.', {
    retryAfterSeconds,
  });
}

async function requireRoom(tx: Transaction, actor: Actor, now: Date): Promise<void> {
  const count = await tx.draft.count({ where: { ownerId: actor.id, ...livingDraft(now) } });
  if (count < mostDrafts) return;
  const message = `Save or discard some of your ${count} drafts first.`;
  throw new AppError('conflict', message, { fields: [{ path: 'drafts', message }] });
}

async function whyNot(tx: Transaction, id: string, actor: Actor): Promise<AppError> {
  const isOwn = (await tx.draft.count({ where: { id, ownerId: actor.id } })) > 0;
  if (!isOwn) return noSuchDraft();
  return new AppError('conflict', 'This draft was saved or discarded.');
}

function noSuchDraft(): AppError {
  return new AppError('not_found', 'There is no such draft.');
}
