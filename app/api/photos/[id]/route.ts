// One photo: reading, changing and deleting it.
import { getPhoto, updatePhoto } from '#lib/catalog/photos.ts';
import { discardRecord } from '#lib/catalog/trash.ts';
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';
import { photoPatchSchema, photoSchema } from '#lib/shared/schemas/photo.ts';
import { deleteQuerySchema } from '#lib/shared/schemas/record.ts';

type Params = { id: string };

export const GET = route<Params>({ answer: photoSchema }, ({ params, ...call }) =>
  getPhoto(params.id, call),
);

export const PATCH = route<Params, typeof photoPatchSchema>(
  { body: photoPatchSchema, answer: photoSchema },
  ({ params, body, ...call }) => updatePhoto(params.id, body, call),
);

export const DELETE = route<Params, never, typeof deleteQuerySchema>(
  { query: deleteQuerySchema },
  ({ params, query, ...call }) =>
    discardRecord('photo', params.id, { ...call, isForever: query.forever === '1' }),
);

export const { POST, PUT, OPTIONS } = otherMethods({ GET, PATCH, DELETE });
