// Making a record once, however often it is asked for.
import 'server-only';
import { findMade } from '../db/records.ts';
import type { Noun } from '../shared/schemas/record.ts';
import type { Context } from './own.ts';

/** The same key twice makes one record. */
export type CreateContext = Context & { idempotencyKey?: string };

type Making<Saved> = {
  noun: Noun | 'category';
  /** Writes the row, with the idempotency key. */
  insert: () => Promise<Saved>;
  read: (id: string) => Promise<Saved>;
  /** Whether a refusal comes of somebody who was faster, and another attempt would choose otherwise. */
  isRace?: (error: unknown) => boolean;
};

const mostAttempts = 5;

/** The new record, or the one this person made under the same idempotency key before. */
export async function createOnce<Saved>(
  { noun, insert, read, isRace = () => false }: Making<Saved>,
  { actor, ports, idempotencyKey }: CreateContext,
): Promise<Saved> {
  const findRepeated = async () => {
    if (!idempotencyKey) return null;
    const made = await findMade(ports.db, noun, { ownerId: actor.id, idempotencyKey });
    return made && read(made);
  };
  const earlier = await findRepeated();
  if (earlier) return earlier;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await insert();
    } catch (error) {
      // Whichever rule refused it: the same request, sent twice, may have been faster.
      const faster = await findRepeated();
      if (faster) return faster;
      if (attempt === mostAttempts || !isRace(error)) throw error;
    }
  }
}
