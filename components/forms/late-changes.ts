// What was typed between two tries to create the same record.
import { putDraft } from '#lib/client/drafts.ts';
import { newUuid } from '#lib/client/new-id.ts';
import type { Noun } from '#lib/shared/schemas/record.ts';

/** Makes a draft of the record out of them and answers its id; null when nothing was typed. */
export async function keepLateChanges(
  fields: Record<string, unknown>,
  { noun, saved }: { noun: Noun; saved: { id: string; version: number } },
): Promise<string | null> {
  if (Object.keys(fields).length === 0) return null;
  const id = newUuid();
  const subject = { noun, subjectId: saved.id, subjectVersion: saved.version };
  await putDraft(id, { ...subject, fields, fileOrders: {} });
  return id;
}
