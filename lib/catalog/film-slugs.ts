// The addresses of films: made from their titles, and whose they are already.
import 'server-only';
import type { Transaction } from '../db/client.ts';
import { AppError } from '../shared/errors.ts';
import { slugFrom } from '../shared/slug.ts';
import { type Context, ownedBy } from './own.ts';
import { freeSlug, slugsLike } from './slugs.ts';

/** One that is free at this moment; films in the trash keep theirs. */
export async function slugForTitle(tx: Transaction, title: string): Promise<string> {
  const slugs = slugsLike(slugFrom(title) || 'film');
  const taken = await tx.film.findMany({ where: { slug: { in: slugs } }, select: { slug: true } });
  return freeSlug(slugs, new Set(taken.map((film) => film.slug)));
}

/** What somebody hears who chose an address that is taken: also where, when that is their own trash. */
export async function slugTaken(
  slug: string,
  { actor, ports, cause }: Context & { cause: unknown },
): Promise<AppError> {
  const where = { slug, deletedAt: { not: null }, ...ownedBy(actor) };
  const isInTrash = (await ports.db.film.count({ where })) > 0;
  const sentence = isInTrash
    ? 'A film in the trash has this address: restore it or remove it for good.'
    : 'Another film already has this address.';
  return new AppError('conflict', sentence, {
    cause,
    fields: [{ path: 'slug', message: 'slugTaken' }],
  });
}
