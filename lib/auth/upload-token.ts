// The right to one upload, which outlives a login: a signature, kept nowhere.
import 'server-only';
import {
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  timingSafeEqual,
} from 'node:crypto';
import { env } from '../env/env.ts';
import type { Ports } from '../ports/ports.ts';
import type { Identity } from './actor-of.ts';

/** As long as a presigned URL may live at most, and the session of the store behind it. */
const validDays = 7;
const dayMs = 24 * 3_600_000;

// By the mark in front, a token is known wherever it might be written by mistake.
const pattern = /^ut1\.(\d{1,15})\.([\w-]{43})$/;

/** Makes tokens for uploads of one person; each is good for seven days from `now`. */
export function uploadTokens(owner: Identity, now: Date): (uploadId: string) => string {
  const expiresAt = now.getTime() + validDays * dayMs;
  return (uploadId) => `ut1.${expiresAt}.${signature(uploadId, owner, expiresAt)}`;
}

/**
 * Whose upload the token is for, or null unless it names exactly this upload and still holds. A
 * disabled account or a raised `tokenVersion` ends it at once, as it ends a session.
 */
export async function ownerByToken(
  { uploadId, token }: { uploadId: string; token: string },
  { db, now }: Pick<Ports, 'db' | 'now'>,
): Promise<Identity | null> {
  const [, expiry, given] = pattern.exec(token) ?? [];
  if (!expiry || !given || Number(expiry) <= now().getTime()) return null;
  const upload = await db.upload.findUnique({ where: { id: uploadId }, select: { owner: true } });
  if (!upload || upload.owner.disabledAt) return null;
  const { id, name, email, role, tokenVersion } = upload.owner;
  const owner: Identity = { actor: { id, name, email, role }, tokenVersion };
  const expected = signature(uploadId, owner, Number(expiry));
  // Both have 43 characters: the pattern saw to it.
  return timingSafeEqual(Buffer.from(given), Buffer.from(expected)) ? owner : null;
}

function signature(uploadId: string, { actor, tokenVersion }: Identity, expiresAt: number): string {
  return createHmac('sha256', key())
    .update(JSON.stringify([uploadId, actor.id, tokenVersion, expiresAt]))
    .digest('base64url');
}

let known: { secret: string; key: KeyObject } | undefined;

/**
 * A key of its own, so that nothing signed elsewhere with the same secret can pass for a token.
 * Derived once: hundreds of uploads are opened at a time.
 */
function key(): KeyObject {
  const { NEXTAUTH_SECRET: secret } = env();
  if (known?.secret !== secret) {
    const derived = hkdfSync('sha256', secret, '', 'cutroom upload token', 32);
    known = { secret, key: createSecretKey(new Uint8Array(derived)) };
  }
  return known.key;
}
