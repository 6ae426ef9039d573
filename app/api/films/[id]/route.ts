// One film: reading, changing and deleting it.
import { deleteFilm, getFilm, updateFilm } from '#lib/catalog/films.ts';
import { route } from '#lib/http/route.ts';
import { filmPatchSchema } from '#lib/shared/schemas/film.ts';

type Params = { id: string };

export const GET = route<Params>({}, ({ params, ...call }) => getFilm(params.id, call));

export const PATCH = route<Params, typeof filmPatchSchema>(
  { body: filmPatchSchema },
  ({ params, body, ...call }) => updateFilm(params.id, body, call),
);

export const DELETE = route<Params>({}, ({ params, ...call }) => deleteFilm(params.id, call));
