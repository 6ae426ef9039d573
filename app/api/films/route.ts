// The list of films, and new ones.
import { createFilm, listFilms } from '#lib/catalog/films.ts';
import { listAnswer } from '#lib/http/list-answer.ts';
import { route } from '#lib/http/route.ts';
import { filmInputSchema, filmListQuerySchema } from '#lib/shared/schemas/film.ts';

export const GET = route({ query: filmListQuerySchema }, async ({ query, request, ...call }) =>
  listAnswer(request, await listFilms(query, call)),
);

export const POST = route({ body: filmInputSchema, status: 201 }, ({ body, ...call }) =>
  createFilm(body, call),
);
