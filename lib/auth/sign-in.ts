// Checking an e-mail and a password.
import 'server-only';
import { z } from 'zod';
import { clearAttempts, countAttempt } from '../db/rate-limits.ts';
import type { Ports } from '../ports/ports.ts';
import type { Role } from '../shared/actor.ts';
import { isPassword } from './passwords.ts';

const credentialsSchema = z.object({
  // Without control characters, which PostgreSQL may not take.
  email: z
    .string()
    .trim()
    .toLowerCase()
    .max(254)
    .regex(/^\P{Control}*$/u),
  password: z.string().min(1).max(256),
});

/** What the sign-in page shows a sentence for. */
export type SignInRefusal = 'invalid_credentials' | 'rate_limited' | 'disabled';

export type SignedIn = {
  id: string;
  name: string;
  email: string;
  role: Role;
  tokenVersion: number;
};

const perEmail = { limit: 10, windowSeconds: 900 };
const perAddress = { limit: 50, windowSeconds: 900 };

/**
 * The user, or why not. Attempts are counted per e-mail and per address before the password is
 * looked at, and a wrong e-mail costs as much time as a wrong password.
 */
export async function signIn(
  credentials: unknown,
  address: string,
  { db, now }: Pick<Ports, 'db' | 'now'>,
): Promise<SignedIn | { refused: SignInRefusal }> {
  const parsed = credentialsSchema.safeParse(credentials);
  if (!parsed.success) return { refused: 'invalid_credentials' };
  const { email, password } = parsed.data;
  const waits = await Promise.all([
    countAttempt(db, { key: `sign-in:email:${email}`, ...perEmail }),
    countAttempt(db, { key: `sign-in:address:${address}`, ...perAddress }),
  ]);
  if (waits.some((seconds) => seconds > 0)) return { refused: 'rate_limited' };

  const user = await db.user.findUnique({ where: { email } });
  if (!(await isPassword(password, user?.passwordHash)) || !user) {
    return { refused: 'invalid_credentials' };
  }
  if (user.disabledAt) return { refused: 'disabled' };
  await clearAttempts(db, `sign-in:email:${email}`);
  await db.user.update({ where: { id: user.id }, data: { lastSeenAt: now() } });
  const { id, name, role, tokenVersion } = user;
  return { id, name, email, role, tokenVersion };
}
