// Asks the server to sign a person in.
import { signIn } from 'next-auth/react';

/** What the server answers as `error`; anything else is said in general words. */
const known = ['invalid_credentials', 'rate_limited', 'disabled'] as const;

/** Each has its sentence among the messages of `signIn`. */
export type Refusal = (typeof known)[number] | 'unreachable' | 'failed';

/** Answers why it was refused, or null when it worked. Never throws. */
export async function attemptSignIn(email: string, password: string): Promise<Refusal | null> {
  try {
    const result = await signIn('credentials', { email, password, redirect: false });
    if (result?.ok && !result.error) return null;
    return known.find((code) => code === result?.error) ?? 'failed';
  } catch {
    return 'unreachable';
  }
}
