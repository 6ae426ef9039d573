// The end of every save, in its transaction: what it was is written down, and its draft is over.
import 'server-only';
import type { Transaction } from '../db/client.ts';
import { type AuditedDeed, recordAudit } from '../ports/audit.ts';
import type { Actor } from '../shared/actor.ts';
import { consumeDraft } from './drafts.ts';

/** `draftId` names the draft the form was written in. */
type Save = AuditedDeed & { actor: Actor; draftId: string | null | undefined };

export async function closeSave(tx: Transaction, { draftId, ...deed }: Save): Promise<void> {
  await recordAudit(tx, deed);
  await consumeDraft(tx, draftId, deed.actor, deed.now);
}
