// Readable addresses made from titles.
import 'server-only';
import { randomBytes } from 'node:crypto';

const longest = 100;

/** `Été à Paris!` → `ete-a-paris`; `film` when nothing of the title can be spelled in ASCII. */
export function slugFrom(title: string): string {
  const slug = title
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longest)
    .replace(/^-+|-+$/g, '');
  return slug || 'film';
}

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
