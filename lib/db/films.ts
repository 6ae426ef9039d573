// Film rows as the rest of the house sees them.
import 'server-only';
import type { Film } from '../shared/schemas/film.ts';
import type { Prisma } from './generated/client.ts';
import { fileInclude, toFile } from './media.ts';
import { ownerInclude, recordFields } from './record-fields.ts';

/** Conditions on films, for the domain to compose. */
export type FilmWhere = Prisma.FilmWhereInput;

export const filmInclude = {
  ...ownerInclude,
  video: { include: fileInclude },
  poster: { include: fileInclude },
} satisfies Prisma.FilmInclude;

type FilmRow = Prisma.FilmGetPayload<{ include: typeof filmInclude }>;

export function toFilm(row: FilmRow): Film {
  const here = { type: 'film', id: row.id } as const;
  return {
    ...recordFields(row),
    title: row.title,
    slug: row.slug,
    synopsis: row.synopsis,
    year: row.year,
    categoryId: row.categoryId,
    videoId: row.videoId,
    posterId: row.posterId,
    video: row.video && toFile(row.video, here),
    poster: row.poster && toFile(row.poster, here),
    publishedAt: row.publishedAt?.toISOString() ?? null,
  };
}
