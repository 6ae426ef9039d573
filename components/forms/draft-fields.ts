// Between the fields of a form and those of its draft, which keeps the changed ones only.
import { isSlotOf } from '#lib/client/form-place.ts';
import type { Draft } from '#lib/shared/schemas/draft.ts';
import { changedFields } from './changed-fields.ts';

/** What a draft of the form as it is now holds. */
export function fieldsToKeep<Fields extends object>(
  base: Fields,
  now: Fields,
): Record<string, unknown> {
  const changed = changedFields(base, now);
  return Object.fromEntries(Object.entries(now).filter(([name]) => name in changed));
}

/** A form knows of a stored file, and has saved so, after no more than this. */
const knownAfterMs = 10_000;

/**
 * The form as the draft has it, over `base`. What a form of another version kept is left out. Files
 * that were stored after it was saved last are put in their places by `withFile`; those stored
 * earlier are there, or were taken away on purpose.
 */
export function fieldsFromDraft<Fields extends object>(
  base: Fields,
  { fields, fileOrders, uploads, updatedAt }: KeptForm,
  { place, withFile }: { place: string; withFile?: WithFile<Fields> },
): Fields {
  const known = Object.entries(fields).filter(([name]) => name in base);
  let filled: Fields = { ...base, ...Object.fromEntries(known) };
  if (!withFile) return filled;
  const lookedAt = Date.parse(updatedAt) - knownAfterMs;
  for (const { slot, mediaId, completedAt } of uploads) {
    if (!completedAt || !mediaId || !slot || !isSlotOf(place, slot)) continue;
    if (Date.parse(completedAt) < lookedAt) continue;
    const name = slot.slice(place.length + 1);
    filled = withFile(filled, name, mediaId, fileOrders[name] ?? []);
  }
  return filled;
}

type KeptForm = Pick<Draft, 'fields' | 'fileOrders' | 'uploads' | 'updatedAt'>;

/**
 * Puts a stored file where it belongs; `name` is its slot without the place, `order` where it stood
 * among others. Answers the same fields when something is there already.
 */
export type WithFile<Fields> = (
  fields: Fields,
  name: string,
  mediaId: string,
  order: readonly string[],
) => Fields;
