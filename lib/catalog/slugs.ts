// Addresses that nobody has yet.
import 'server-only';
import { randomBytes } from 'node:crypto';

const numbered = 20;

/** What to try in turn: `slug`, `slug-2` … `slug-20`, then one nobody can have thought of. */
export function slugsLike(slug: string): string[] {
  const numbers = Array.from({ length: numbered - 1 }, (_, index) => `${slug}-${index + 2}`);
  return [slug, ...numbers, `${slug}-${randomBytes(5).toString('hex')}`];
}

/** The first that is not taken. */
export function freeSlug(slugs: readonly string[], taken: ReadonlySet<string>): string {
  const free = slugs.find((slug) => !taken.has(slug));
  if (!free) throw new Error('every address is taken, also a random one');
  return free;
}
