// Film rows as the rest of the house sees them.
import 'server-only';
import type { Film } from '../shared/schemas/film.ts';
import type { Prisma } from './generated/client.ts';
import { mediaInclude, toMedia } from './media.ts';

/** Conditions on films, for the domain to compose. */
export type FilmWhere = Prisma.FilmWhereInput;

export const filmInclude = {
  owner: { select: { id: true, name: true } },
  video: { include: mediaInclude },
  poster: { include: mediaInclude },
} satisfies Prisma.FilmInclude;

type FilmRow = Prisma.FilmGetPayload<{ include: typeof filmInclude }>;

export function toFilm(row: FilmRow): Film {
  return {
    id: row.id,
    owner: row.owner,
    title: row.title,
    slug: row.slug,
    synopsis: row.synopsis,
    year: row.year,
    categoryId: row.categoryId,
    videoId: row.videoId,
    posterId: row.posterId,
    video: row.video && toMedia(row.video),
    poster: row.poster && toMedia(row.poster),
    publishedAt: row.publishedAt?.toISOString() ?? null,
    version: row.version,
    deletedAt: row.deletedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
