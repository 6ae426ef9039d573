// One video: reading, changing and deleting it.
import { discardRecord } from '#lib/catalog/trash.ts';
import { getVideo, updateVideo } from '#lib/catalog/videos.ts';
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';
import { deleteQuerySchema } from '#lib/shared/schemas/record.ts';
import { videoPatchSchema, videoSchema } from '#lib/shared/schemas/video.ts';

type Params = { id: string };

export const GET = route<Params>({ answer: videoSchema }, ({ params, ...call }) =>
  getVideo(params.id, call),
);

export const PATCH = route<Params, typeof videoPatchSchema>(
  { body: videoPatchSchema, answer: videoSchema },
  ({ params, body, ...call }) => updateVideo(params.id, body, call),
);

export const DELETE = route<Params, never, typeof deleteQuerySchema>(
  { query: deleteQuerySchema },
  ({ params, query, ...call }) =>
    discardRecord('video', params.id, { ...call, isForever: query.forever === '1' }),
);

export const { POST, PUT, OPTIONS } = otherMethods({ GET, PATCH, DELETE });
