// An answer as it is kept: sealed, as it may hold what is shown once (a token) or signed addresses.
import 'server-only';
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { env } from '../env/env.ts';

const keptSchema = z.object({
  status: z.int(),
  contentType: z.string().nullable(),
  body: z.string().nullable(),
});
export type Kept = z.output<typeof keptSchema>;

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Only who holds both this installation's secret and the caller's idempotency key can open it; the
 * database has neither.
 */
export function seal(kept: Kept, idempotencyKey: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, sealingKey(idempotencyKey), nonce);
  const sealed = [cipher.update(JSON.stringify(kept), 'utf8'), cipher.final()];
  return new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), ...sealed]));
}

/** What was sealed under the same key; null when it cannot be opened, after a change of the secret say. */
export function unseal(sealed: Uint8Array, idempotencyKey: string): Kept | null {
  const bytes = Buffer.from(sealed);
  const nonce = bytes.subarray(0, nonceBytes);
  const decipher = createDecipheriv(algorithm, sealingKey(idempotencyKey), nonce, {
    authTagLength: tagBytes,
  });
  decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
  try {
    const text = [decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()];
    return keptSchema.parse(JSON.parse(Buffer.concat(text).toString('utf8')));
  } catch {
    return null;
  }
}

function sealingKey(idempotencyKey: string): Buffer {
  const { NEXTAUTH_SECRET: secret } = env();
  return Buffer.from(hkdfSync('sha256', secret, idempotencyKey, 'cutroom kept answer', 32));
}
