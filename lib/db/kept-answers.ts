// What was answered under an idempotency key, and who is at it right now.
import 'server-only';
import type { Database } from './client.ts';

/** Whose key, which (as a hash), and what was asked under it (as a hash). */
export type KeyedRequest = { ownerId: string; keyHash: string; requestHash: string };

/** One attempt to answer; a number no other attempt has. */
export type Claim = { ownerId: string; keyHash: string; claim: string };

export type Claimed =
  | { state: 'ours' }
  | { state: 'underWay' }
  | { state: 'another' }
  | { state: 'answered'; answer: Uint8Array };

/** An attempt that gave no sign of life for so long has ended with its process. */
const heldSeconds = 60;
const keptHours = 24;

/**
 * Takes the key for this attempt, unless another is at it, has answered, or the key is of another
 * request. One statement: of two at the same moment one gets it.
 */
export async function claimKey(
  db: Database,
  { ownerId, keyHash, requestHash }: KeyedRequest,
  claim: string,
): Promise<Claimed> {
  const taken = await db.$executeRaw`
    insert into kept_answers as k (owner_id, key_hash, request_hash, claim, held_until, expires_at)
    values (${ownerId}, ${keyHash}, ${requestHash}, ${claim},
      now() + ${heldSeconds} * interval '1 second', now() + ${keptHours} * interval '1 hour')
    on conflict (owner_id, key_hash) do update set
      request_hash = excluded.request_hash, claim = excluded.claim, answer = null,
      held_until = excluded.held_until, expires_at = excluded.expires_at
    where k.expires_at <= now()
      or (k.answer is null and k.held_until <= now() and k.request_hash = excluded.request_hash)`;
  if (taken === 1) return { state: 'ours' };
  const row = await db.keptAnswer.findUnique({ where: { ownerId_keyHash: { ownerId, keyHash } } });
  // It failed just now: whoever asks again may try.
  if (!row) return { state: 'underWay' };
  if (row.requestHash !== requestHash) return { state: 'another' };
  return row.answer ? { state: 'answered', answer: row.answer } : { state: 'underWay' };
}

/** Says that this attempt is still at it. */
export async function holdKey(db: Database, { ownerId, keyHash, claim }: Claim): Promise<void> {
  await db.$executeRaw`
    update kept_answers set held_until = now() + ${heldSeconds} * interval '1 second'
    where owner_id = ${ownerId} and key_hash = ${keyHash} and claim = ${claim}`;
}

export async function keepAnswer(
  db: Database,
  claim: Claim,
  answer: Uint8Array<ArrayBuffer>,
): Promise<void> {
  await db.keptAnswer.updateMany({ where: claim, data: { answer } });
}

/** After a failure: the key is free again. */
export async function releaseKey(db: Database, claim: Claim): Promise<void> {
  await db.keptAnswer.deleteMany({ where: claim });
}

/** Removes up to `limit` whose day is over; returns how many. */
export function forgetOldAnswers(db: Database, limit: number): Promise<number> {
  return db.$executeRaw`
    delete from kept_answers where expires_at < now() and (owner_id, key_hash) in (
      select owner_id, key_hash from kept_answers where expires_at < now() limit ${limit})`;
}

export function countOldAnswers(db: Database): Promise<number> {
  return db.keptAnswer.count({ where: { expiresAt: { lt: new Date() } } });
}
