// The list of media.
import { listAnswer } from '#lib/http/list-answer.ts';
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';
import { listMedia, mediaListQuerySchema } from '#lib/media/list-media.ts';
import { listSchema } from '#lib/shared/schemas/list.ts';
import { mediaSchema } from '#lib/shared/schemas/media.ts';

export const GET = route(
  { query: mediaListQuerySchema, answer: listSchema(mediaSchema) },
  async ({ query, request, ...call }) => listAnswer(request, await listMedia(query, call)),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
