// One photo: reading, changing and deleting it.
import { getPhoto, updatePhoto } from '#lib/catalog/photos.ts';
import { discardRecord } from '#lib/catalog/trash.ts';
import { route } from '#lib/http/route.ts';
import { photoPatchSchema } from '#lib/shared/schemas/photo.ts';
import { deleteQuerySchema } from '#lib/shared/schemas/record.ts';

type Params = { id: string };

export const GET = route<Params>({}, ({ params, ...call }) => getPhoto(params.id, call));

export const PATCH = route<Params, typeof photoPatchSchema>(
  { body: photoPatchSchema },
  ({ params, body, ...call }) => updatePhoto(params.id, body, call),
);

export const DELETE = route<Params, never, typeof deleteQuerySchema>(
  { query: deleteQuerySchema },
  ({ params, query, ...call }) =>
    discardRecord('photo', params.id, { ...call, isForever: query.forever === '1' }),
);
