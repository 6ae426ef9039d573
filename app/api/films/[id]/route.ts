// One film: reading, changing and deleting it.
import { getFilm, updateFilm } from '#lib/catalog/films.ts';
import { discardRecord } from '#lib/catalog/trash.ts';
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';
import { filmPatchSchema, filmSchema } from '#lib/shared/schemas/film.ts';
import { deleteQuerySchema } from '#lib/shared/schemas/record.ts';

type Params = { id: string };

export const GET = route<Params>({ answer: filmSchema }, ({ params, ...call }) =>
  getFilm(params.id, call),
);

export const PATCH = route<Params, typeof filmPatchSchema>(
  { body: filmPatchSchema, answer: filmSchema },
  ({ params, body, ...call }) => updateFilm(params.id, body, call),
);

export const DELETE = route<Params, never, typeof deleteQuerySchema>(
  { query: deleteQuerySchema },
  ({ params, query, ...call }) =>
    discardRecord('film', params.id, { ...call, isForever: query.forever === '1' }),
);

export const { POST, PUT, OPTIONS } = otherMethods({ GET, PATCH, DELETE });
