// The secrets endpoints are signed with: made here, and kept so that only this app can read them.
import 'server-only';
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { env } from '../env/env.ts';

/** As Standard Webhooks writes them: a mark, then the key in base64. */
const mark = 'whsec_';
const keyBytes = 32;

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

export function newSecret(): string {
  return mark + randomBytes(keyBytes).toString('base64');
}

/** The key a secret stands for. */
export function keyOf(secret: string): Buffer {
  return Buffer.from(secret.slice(mark.length), 'base64');
}

/** For the column: of no use without NEXTAUTH_SECRET, nor in the row of another endpoint. */
export function sealSecret(secret: string, endpointId: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, sealingKey(), nonce).setAAD(Buffer.from(endpointId));
  const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** Null for what was sealed with another NEXTAUTH_SECRET, or for another endpoint. */
export function openSecret(column: string, endpointId: string): string | null {
  const bytes = Buffer.from(column, 'base64url');
  const [nonce, tag] = [
    bytes.subarray(0, nonceBytes),
    bytes.subarray(nonceBytes).subarray(0, tagBytes),
  ];
  if (tag.length < tagBytes) return null;
  const opener = createDecipheriv(algorithm, sealingKey(), nonce, { authTagLength: tagBytes })
    .setAAD(Buffer.from(endpointId))
    .setAuthTag(tag);
  try {
    const secret = [opener.update(bytes.subarray(nonceBytes + tagBytes)), opener.final()];
    return Buffer.concat(secret).toString();
  } catch {
    return null;
  }
}

/** A key of its own: see lib/auth/upload-token.ts. */
function sealingKey(): Buffer {
  const { NEXTAUTH_SECRET } = env();
  return Buffer.from(hkdfSync('sha256', NEXTAUTH_SECRET, '', 'cutroom webhook secret', 32));
}
