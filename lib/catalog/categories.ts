// Categories, shared by everybody.
import 'server-only';
import { isUniqueViolation } from '../db/client.ts';
import type { Ports } from '../ports/ports.ts';
import { AppError } from '../shared/errors.ts';
import type { Category } from '../shared/schemas/category.ts';
import { freeSlug, slugFrom, slugsLike } from './slugs.ts';

const fields = { id: true, name: true, slug: true };

/** All categories by name. There are tens of them, not thousands. */
export function listCategories({ db }: Ports): Promise<Category[]> {
  return db.category.findMany({ orderBy: { name: 'asc' }, select: fields, take: 1000 });
}

/** Throws `conflict` when there is one by that name already. */
export async function createCategory({ name }: { name: string }, { db }: Ports): Promise<Category> {
  const slugs = slugsLike(slugFrom(name));
  const taken = await db.category.findMany({
    where: { slug: { in: slugs } },
    select: { slug: true },
  });
  const slug = freeSlug(slugs, new Set(taken.map((category) => category.slug)));
  try {
    return await db.category.create({ data: { name, slug }, select: fields });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const message = 'There already is a category by that name.';
    throw new AppError('conflict', message, { cause: error, fields: [{ path: 'name', message }] });
  }
}
