// The list of films, and new ones.
import { createFilm, listFilms } from '#lib/catalog/films.ts';
import { listAnswer } from '#lib/http/list-answer.ts';
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';
import { filmInputSchema, filmListQuerySchema, filmSchema } from '#lib/shared/schemas/film.ts';
import { listSchema } from '#lib/shared/schemas/list.ts';

export const GET = route(
  { query: filmListQuerySchema, answer: listSchema(filmSchema) },
  async ({ query, request, ...call }) => listAnswer(request, await listFilms(query, call)),
);

export const POST = route(
  { body: filmInputSchema, status: 201, answer: filmSchema },
  ({ body, ...call }) => createFilm(body, call),
);

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
