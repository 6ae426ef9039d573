// Films: reading, saving, deleting.
import 'server-only';
import { isMissingReference, isUniqueViolation, type Transaction } from '../db/client.ts';
import { type FilmWhere, filmInclude, toFilm } from '../db/films.ts';
import { newestFirst, type PageLink } from '../db/newest-first.ts';
import { ports as livePorts, type Ports } from '../ports/ports.ts';
import { type Actor, isAdmin } from '../shared/actor.ts';
import { AppError } from '../shared/errors.ts';
import type { Film, FilmInput, FilmListQuery, FilmPatch } from '../shared/schemas/film.ts';
import { attachMedia, releaseMedia } from './attach-media.ts';
import { sanitizeSynopsis } from './sanitize-synopsis.ts';
import { freeSlug, slugFrom, slugsLike } from './slugs.ts';

type Context = { actor: Actor; ports: Ports };
type FilmFiles = { [File in 'videoId' | 'posterId']?: string | null | undefined };

/**
 * Saves a new film and attaches its files in one transaction. The same idempotency key answers the
 * film it already made. Throws `conflict` for a taken slug, `invalid_request` for files that do
 * not fit.
 */
export async function createFilm(
  input: FilmInput,
  { actor, ports, idempotencyKey }: Context & { idempotencyKey?: string },
): Promise<Film> {
  for (let attempt = 1; ; attempt += 1) {
    const repeated = idempotencyKey && (await findRepeated(actor, ports, idempotencyKey));
    if (repeated) return repeated;
    try {
      return await insertFilm(input, actor, ports, idempotencyKey);
    } catch (error) {
      const isRace =
        isUniqueViolation(error, 'idempotency_key') ||
        (!input.slug && isUniqueViolation(error, 'slug'));
      if (!isRace || attempt === 5) throw explain(error);
    }
  }
}

function insertFilm(input: FilmInput, actor: Actor, ports: Ports, idempotencyKey?: string) {
  const { slug, synopsis, ...fields } = input;
  return ports.db.$transaction(async (tx) => {
    await attachFiles(tx, input, [actor.id]);
    const row = await tx.film.create({
      data: {
        ...fields,
        ownerId: actor.id,
        slug: slug || (await slugForTitle(tx, input.title)),
        synopsis: sanitizeSynopsis(synopsis),
        idempotencyKey: idempotencyKey ?? null,
      },
    });
    return readFilm(tx, row.id);
  });
}

/**
 * Changes the given fields. Throws `not_found`, `conflict` for a stale `version` or a taken slug,
 * `invalid_request` for files that do not fit.
 */
export async function updateFilm(
  id: string,
  { version, ...patch }: FilmPatch,
  context: Context,
): Promise<Film> {
  const { actor, ports } = context;
  try {
    return await ports.db.$transaction(async (tx) => {
      const before = await findOwn(tx, id, actor);
      await attachFiles(tx, changedFiles(patch, before), [actor.id, before.ownerId]);
      const { count } = await tx.film.updateMany({
        where: { id, version: version ?? before.version },
        data: {
          ...patch,
          ...(patch.synopsis === undefined ? {} : { synopsis: sanitizeSynopsis(patch.synopsis) }),
          version: { increment: 1 },
        },
      });
      if (count === 0) {
        throw new AppError('conflict', 'Somebody else changed this film. Load it again first.');
      }
      const replaced = [
        ...(patch.videoId === undefined ? [] : [before.videoId]),
        ...(patch.posterId === undefined ? [] : [before.posterId]),
      ];
      await releaseMedia(tx, replaced, ports.now());
      return readFilm(tx, id);
    });
  } catch (error) {
    throw explain(error);
  }
}

/** Deletes the film; its files stay for a day, as unattached ones. Throws `not_found`. */
export async function deleteFilm(id: string, { actor, ports }: Context): Promise<void> {
  await ports.db.$transaction(async (tx) => {
    const film = await findOwn(tx, id, actor);
    await tx.film.delete({ where: { id } });
    await releaseMedia(tx, [film.videoId, film.posterId], ports.now());
  });
}

/** Throws `not_found`, also for a film of somebody else. */
export async function getFilm(id: string, { actor, ports }: Context): Promise<Film> {
  await findOwn(ports.db, id, actor);
  return readFilm(ports.db, id);
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
  if (!row) throw new AppError('not_found', 'There is no such film.');
  return toFilm(row);
}

/** The caller's films (all of them for an admin), newest first. */
export async function listFilms(
  query: FilmListQuery,
  { actor, ports }: Context,
): Promise<{ count: number; next: PageLink | null; previous: PageLink | null; results: Film[] }> {
  const where: FilmWhere = {
    AND: [
      { deletedAt: null, ...ownedBy(actor) },
      query.q ? { title: { contains: query.q, mode: 'insensitive' } } : {},
      query.categoryId ? { categoryId: query.categoryId } : {},
      stateIs(query.state, ports.now()),
    ],
  };
  const [count, { rows, next, previous }] = await Promise.all([
    ports.db.film.count({ where }),
    newestFirst(query, (window) =>
      ports.db.film.findMany({
        ...window,
        where: { AND: [where, window.where] },
        include: filmInclude,
      }),
    ),
  ]);
  return { count, next, previous, results: rows.map(toFilm) };
}

function stateIs(state: FilmListQuery['state'], now: Date): FilmWhere {
  if (state === 'published') return { publishedAt: { lte: now } };
  if (state === 'draft') return { OR: [{ publishedAt: null }, { publishedAt: { gt: now } }] };
  return {};
}

function ownedBy(actor: Actor): { ownerId?: string } {
  return isAdmin(actor) ? {} : { ownerId: actor.id };
}

async function findOwn(db: Transaction, id: string, actor: Actor) {
  const row = await db.film.findFirst({ where: { id, deletedAt: null, ...ownedBy(actor) } });
  if (!row) throw new AppError('not_found', 'There is no such film.');
  return row;
}

async function readFilm(db: Transaction, id: string): Promise<Film> {
  return toFilm(await db.film.findUniqueOrThrow({ where: { id }, include: filmInclude }));
}

async function findRepeated(actor: Actor, { db }: Ports, idempotencyKey: string) {
  const row = await db.film.findUnique({
    where: { ownerId_idempotencyKey: { ownerId: actor.id, idempotencyKey } },
    include: filmInclude,
  });
  return row && toFilm(row);
}

/** A file the film has already need not be the caller's: an admin may have put it there. */
function changedFiles({ videoId, posterId }: FilmFiles, before: FilmFiles): FilmFiles {
  return {
    videoId: videoId === before.videoId ? undefined : videoId,
    posterId: posterId === before.posterId ? undefined : posterId,
  };
}

async function attachFiles(
  tx: Transaction,
  { videoId, posterId }: FilmFiles,
  ownerIds: string[],
): Promise<void> {
  if (videoId) {
    await attachMedia(tx, { field: 'videoId', mediaId: videoId, type: 'video', ownerIds });
  }
  if (posterId) {
    await attachMedia(tx, { field: 'posterId', mediaId: posterId, type: 'image', ownerIds });
  }
}

async function slugForTitle(tx: Transaction, title: string): Promise<string> {
  const slugs = slugsLike(slugFrom(title));
  const taken = await tx.film.findMany({ where: { slug: { in: slugs } }, select: { slug: true } });
  return freeSlug(slugs, new Set(taken.map((film) => film.slug)));
}

/** A broken rule of the database, in words about the form. */
function explain(error: unknown): unknown {
  if (isUniqueViolation(error, 'slug')) {
    return new AppError('conflict', 'Another film already has this address.', {
      cause: error,
      fields: [{ path: 'slug', message: 'slugTaken' }],
    });
  }
  if (isMissingReference(error, 'category_id')) {
    return new AppError('invalid_request', 'There is no such category.', {
      cause: error,
      fields: [{ path: 'categoryId', message: 'There is no such category.' }],
    });
  }
  return error;
}
