// Bringing a film back from the trash.
import { restoreFilm } from '#lib/catalog/films.ts';
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';
import { filmSchema } from '#lib/shared/schemas/film.ts';

export const POST = route<{ id: string }>({ answer: filmSchema }, ({ params, ...call }) =>
  restoreFilm(params.id, call),
);

export const { HEAD, GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
