// Categories, shared by everybody.
import 'server-only';
import { isMissingReference, isUniqueViolation, type Transaction, transact } from '../db/client.ts';
import { sameWords } from '../db/containing.ts';
import { recordAudit } from '../ports/audit.ts';
import type { Ports } from '../ports/ports.ts';
import { type Actor, isAdmin } from '../shared/actor.ts';
import { AppError } from '../shared/errors.ts';
import type { Category } from '../shared/schemas/category.ts';
import { slugFrom } from '../shared/slug.ts';
import { type CreateContext, createOnce } from './create-once.ts';
import type { Context } from './own.ts';
import { freeSlug, slugsLike } from './slugs.ts';

const there = { where: { deletedAt: null } };
const fields = {
  ...{ id: true, name: true, slug: true },
  _count: { select: { films: there, videos: there } },
};
type CategoryRow = Omit<Category, 'useCount'> & { _count: { films: number; videos: number } };

function toCategory({ _count, ...category }: CategoryRow): Category {
  return { ...category, useCount: _count.films + _count.videos };
}

const noun = 'category';

/** All categories by name. There are tens of them, not thousands. */
export async function listCategories({ db }: Ports): Promise<Category[]> {
  const rows = await db.category.findMany({ orderBy: { name: 'asc' }, select: fields, take: 1000 });
  return rows.map(toCategory);
}

/** Throws `conflict` when there is one by that name already, in upper or lower case. */
export async function createCategory(
  { name }: { name: string },
  context: CreateContext,
): Promise<Category> {
  const { ports } = context;
  try {
    return await createOnce(
      {
        noun,
        insert: () => insertCategory(name, context),
        read: (id) => readCategory(ports.db, id),
        isRace: (error) => isUniqueViolation(error, 'slug'),
      },
      context,
    );
  } catch (error) {
    throw isUniqueViolation(error, 'name') ? nameTaken(error) : error;
  }
}

function insertCategory(name: string, { actor, ports, idempotencyKey }: CreateContext) {
  return transact(ports.db, async (tx) => {
    if (await tx.category.count({ where: { name: sameWords(name) } })) throw nameTaken();
    const slugs = slugsLike(slugFrom(name) || 'category');
    const taken = await tx.category.findMany({
      where: { slug: { in: slugs } },
      select: { slug: true },
    });
    const slug = freeSlug(slugs, new Set(taken.map((category) => category.slug)));
    const { id } = await tx.category.create({
      data: { name, slug, ownerId: actor.id, idempotencyKey: idempotencyKey ?? null },
    });
    await recordAudit(tx, {
      ...{ actor, action: 'create', noun, subjectId: id, now: ports.now() },
      details: { title: name },
    });
    return readCategory(tx, id);
  });
}

/**
 * Gives it another name; its address stays as it is. Throws `forbidden` unless an admin asks,
 * `not_found`, and `conflict` when another has that name.
 */
export async function renameCategory(
  id: string,
  { name }: { name: string },
  { actor, ports }: Context,
): Promise<Category> {
  requireAdmin(actor);
  try {
    return await transact(ports.db, async (tx) => {
      const isTaken = await tx.category.count({ where: { name: sameWords(name), NOT: { id } } });
      if (isTaken) throw nameTaken();
      const { count } = await tx.category.updateMany({ where: { id }, data: { name } });
      if (count === 0) throw notFound();
      await recordAudit(tx, {
        ...{ actor, action: 'update', noun, subjectId: id, now: ports.now() },
        details: { title: name },
      });
      return readCategory(tx, id);
    });
  } catch (error) {
    throw isUniqueViolation(error, 'name') ? nameTaken(error) : error;
  }
}

/** For good; what was filed under it has no category then. Throws `forbidden` or `not_found`. */
export async function deleteCategory(id: string, { actor, ports }: Context): Promise<void> {
  requireAdmin(actor);
  await transact(ports.db, async (tx) => {
    const category = await tx.category.findUnique({ where: { id }, select: { name: true } });
    const { count } = await tx.category.deleteMany({ where: { id } });
    if (!category || count === 0) throw notFound();
    await recordAudit(tx, {
      ...{ actor, action: 'purge', noun, subjectId: id, now: ports.now() },
      details: { title: category.name },
    });
  });
}

/** What a save says when its category went meanwhile, or never was; any other error as it is. */
export function explainCategory(error: unknown): unknown {
  if (!isMissingReference(error, 'category_id')) return error;
  const message = 'There is no such category.';
  const fields = [{ path: 'categoryId', message }];
  return new AppError('invalid_request', message, { cause: error, fields });
}

async function readCategory(db: Transaction, id: string): Promise<Category> {
  return toCategory(await db.category.findUniqueOrThrow({ where: { id }, select: fields }));
}

function requireAdmin(actor: Actor): void {
  if (isAdmin(actor)) return;
  throw new AppError('forbidden', 'Only admins rename and delete categories.');
}

function notFound(): AppError {
  return new AppError('not_found', 'There is no such category.');
}

function nameTaken(cause?: unknown): AppError {
  return new AppError('conflict', 'There already is a category by that name.', {
    cause,
    fields: [{ path: 'name', message: 'taken' }],
  });
}
