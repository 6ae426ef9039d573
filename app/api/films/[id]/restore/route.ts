// Bringing a film back from the trash.
import { restoreFilm } from '#lib/catalog/films.ts';
import { route } from '#lib/http/route.ts';

export const POST = route<{ id: string }>({}, ({ params, ...call }) =>
  restoreFilm(params.id, call),
);
