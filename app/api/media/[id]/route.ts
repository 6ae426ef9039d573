// One media: reading, changing and deleting it.
import { z } from 'zod';
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';
import { changeMedia } from '#lib/media/change-media.ts';
import { deleteMedia, getMedia } from '#lib/media/media.ts';
import { mediaPatchSchema, mediaSchema } from '#lib/shared/schemas/media.ts';

type Params = { id: string };
const deleteQuerySchema = z.object({ force: z.enum(['0', '1']).default('0') });

export const GET = route<Params>({ answer: mediaSchema }, ({ params, ...call }) =>
  getMedia(params.id, call),
);

export const PATCH = route<Params, typeof mediaPatchSchema>(
  { body: mediaPatchSchema, answer: mediaSchema },
  ({ params, body, ...call }) => changeMedia(params.id, body, call),
);

export const DELETE = route<Params, never, typeof deleteQuerySchema>(
  { query: deleteQuerySchema },
  ({ params, query, ...call }) =>
    deleteMedia(params.id, { ...call, isForced: query.force === '1' }),
);

export const { POST, PUT, OPTIONS } = otherMethods({ GET, PATCH, DELETE });
