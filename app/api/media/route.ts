// The list of media.
import { listAnswer } from '#lib/http/list-answer.ts';
import { route } from '#lib/http/route.ts';
import { listMedia, mediaListQuerySchema } from '#lib/media/list-media.ts';

export const GET = route({ query: mediaListQuerySchema }, async ({ query, request, ...call }) =>
  listAnswer(request, await listMedia(query, call)),
);
