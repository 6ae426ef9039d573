// One album: reading, changing and deleting it.
import { getAlbum, updateAlbum } from '#lib/catalog/albums.ts';
import { discardRecord } from '#lib/catalog/trash.ts';
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';
import { albumPatchSchema, albumSchema } from '#lib/shared/schemas/album.ts';
import { deleteQuerySchema } from '#lib/shared/schemas/record.ts';

type Params = { id: string };

export const GET = route<Params>({ answer: albumSchema }, ({ params, ...call }) =>
  getAlbum(params.id, call),
);

export const PATCH = route<Params, typeof albumPatchSchema>(
  { body: albumPatchSchema, answer: albumSchema },
  ({ params, body, ...call }) => updateAlbum(params.id, body, call),
);

export const DELETE = route<Params, never, typeof deleteQuerySchema>(
  { query: deleteQuerySchema },
  ({ params, query, ...call }) =>
    discardRecord('album', params.id, { ...call, isForever: query.forever === '1' }),
);

export const { POST, PUT, OPTIONS } = otherMethods({ GET, PATCH, DELETE });
