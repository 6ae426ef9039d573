// Films: reading and saving.
import 'server-only';
import { isUniqueViolation, type Transaction, transact } from '../db/client.ts';
import { containing } from '../db/containing.ts';
import { type FilmWhere, filmInclude, toFilm } from '../db/films.ts';
import type { AuditAction } from '../ports/audit.ts';
import { ports as livePorts, type Ports } from '../ports/ports.ts';
import type { Actor } from '../shared/actor.ts';
import type { Film, FilmInput, FilmListQuery, FilmPatch } from '../shared/schemas/film.ts';
import { explainCategory } from './categories.ts';
import { attachNew, releaseReplaced } from './change-files.ts';
import { closeSave } from './close-save.ts';
import { type CreateContext, createOnce } from './create-once.ts';
import { slugForTitle, slugTaken } from './film-slugs.ts';
import { type Listed, listRecords, seenBy } from './list-records.ts';
import { type Context, lockOwn, notFound, ownedBy } from './own.ts';
import { sanitizeSynopsis } from './sanitize-synopsis.ts';
import { restoreRecord } from './trash.ts';

const noun = 'film';
const files = { videoId: 'video', posterId: 'image' } as const;

/**
 * Saves a new film and attaches its files in one transaction. The same idempotency key answers the
 * film it already made. Throws `conflict` for a taken slug, `invalid_request` for files that do
 * not fit.
 */
export async function createFilm(input: FilmInput, context: CreateContext): Promise<Film> {
  try {
    return await createOnce(
      {
        noun,
        insert: () => insertFilm(input, context),
        read: (id) => readFilm(context.ports.db, id),
        isRace: (error) => !input.slug && isUniqueViolation(error, 'slug'),
      },
      context,
    );
  } catch (error) {
    throw await explain(error, input.slug, context);
  }
}

function insertFilm(input: FilmInput, { actor, ports, idempotencyKey }: CreateContext) {
  const { slug, synopsis, draftId, ...fields } = input;
  return transact(ports.db, async (tx) => {
    await attachNew(tx, files, { after: input, ownerIds: [actor.id] });
    const { id } = await tx.film.create({
      data: {
        ...fields,
        ownerId: actor.id,
        slug: slug || (await slugForTitle(tx, input.title)),
        synopsis: sanitizeSynopsis(synopsis),
        idempotencyKey: idempotencyKey ?? null,
      },
    });
    const now = ports.now();
    await closeSave(tx, { actor, action: 'create', noun, subjectId: id, now, draftId });
    return readFilm(tx, id);
  });
}

/**
 * Changes the given fields. Throws `not_found`, `conflict` for a stale `version` or a taken slug,
 * `invalid_request` for files that do not fit.
 */
export async function updateFilm(
  id: string,
  { version, draftId, ...patch }: FilmPatch,
  context: Context,
): Promise<Film> {
  const { actor, ports } = context;
  const now = ports.now();
  try {
    return await transact(ports.db, async (tx) => {
      const { ownerId } = await lockOwn(tx, noun, { id, actor, version });
      const before = await tx.film.findUniqueOrThrow({ where: { id } });
      await attachNew(tx, files, { before, after: patch, ownerIds: [actor.id, ownerId] });
      await tx.film.update({
        where: { id },
        data: {
          ...patch,
          ...(patch.synopsis === undefined ? {} : { synopsis: sanitizeSynopsis(patch.synopsis) }),
          version: { increment: 1 },
        },
      });
      await releaseReplaced(tx, files, { before, after: patch, now });
      await closeSave(tx, {
        ...{ actor, action: deedOf(patch, before), noun, subjectId: id, now, draftId },
        details: { fields: Object.keys(patch) },
      });
      return readFilm(tx, id);
    });
  } catch (error) {
    throw await explain(error, patch.slug, context);
  }
}

/** Throws `not_found`, also for a film of somebody else. */
export async function getFilm(id: string, { actor, ports }: Context): Promise<Film> {
  const where = { id, deletedAt: null, ...ownedBy(actor) };
  const row = await ports.db.film.findFirst({ where, include: filmInclude });
  if (!row) throw notFound(noun);
  return toFilm(row);
}

/** Out of the trash. Throws `not_found`. */
export async function restoreFilm(id: string, context: Context): Promise<Film> {
  await restoreRecord(noun, id, context);
  return getFilm(id, context);
}

/** The film behind a public address: published, or the viewer's own. Throws `not_found`. */
export async function getPublicFilm(
  slug: string,
  actor: Actor | null,
  ports: Ports = livePorts(),
): Promise<Film> {
  const row = await ports.db.film.findFirst({
    where: {
      slug,
      deletedAt: null,
      OR: [{ publishedAt: { lte: ports.now() } }, ...(actor ? [ownedBy(actor)] : [])],
    },
    include: filmInclude,
  });
  if (!row) throw notFound(noun);
  return toFilm(row);
}

/** The caller's films (all of them for an admin), in the order that is asked for. */
export async function listFilms(
  query: FilmListQuery,
  { actor, ports: { db, now } }: Context,
): Promise<Listed<Film>> {
  const where: FilmWhere = {
    AND: [
      seenBy(actor, query),
      query.q ? { title: containing(query.q) } : {},
      query.categoryId ? { categoryId: query.categoryId } : {},
      stateIs(query.state, now()),
    ],
  };
  const page = await listRecords(query, {
    count: () => db.film.count({ where }),
    read: (window) =>
      db.film.findMany({ ...window, where: { AND: [where, window.where] }, include: filmInclude }),
  });
  return { ...page, results: page.results.map(toFilm) };
}

function stateIs(state: FilmListQuery['state'], now: Date): FilmWhere {
  if (state === 'published') return { publishedAt: { lte: now } };
  if (state === 'draft') return { OR: [{ publishedAt: null }, { publishedAt: { gt: now } }] };
  return {};
}

async function readFilm(db: Transaction, id: string): Promise<Film> {
  return toFilm(await db.film.findUniqueOrThrow({ where: { id }, include: filmInclude }));
}

function deedOf(
  patch: Omit<FilmPatch, 'version'>,
  before: { publishedAt: Date | null },
): AuditAction {
  const { publishedAt } = patch;
  if (publishedAt === undefined || (publishedAt === null) === (before.publishedAt === null)) {
    return 'update';
  }
  return publishedAt === null ? 'unpublish' : 'publish';
}

/** A broken rule of the database, in words about the form. */
async function explain(error: unknown, slug: string | undefined, context: Context) {
  return slug && isUniqueViolation(error, 'slug')
    ? slugTaken(slug, { ...context, cause: error })
    : explainCategory(error);
}
