// Whether a film is out, will be, or is not meant to be yet.
import type { Film } from '#lib/shared/schemas/film.ts';

export type FilmState = 'draft' | 'scheduled' | 'published';

export function filmState({ publishedAt }: Pick<Film, 'publishedAt'>, now: Date): FilmState {
  if (publishedAt === null) return 'draft';
  return new Date(publishedAt) > now ? 'scheduled' : 'published';
}
