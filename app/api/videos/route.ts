// The list of videos, and new ones.
import { createVideo, listVideos } from '#lib/catalog/videos.ts';
import { listAnswer } from '#lib/http/list-answer.ts';
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';
import { listSchema } from '#lib/shared/schemas/list.ts';
import { videoInputSchema, videoListQuerySchema, videoSchema } from '#lib/shared/schemas/video.ts';

export const GET = route(
  { query: videoListQuerySchema, answer: listSchema(videoSchema) },
  async ({ query, request, ...call }) => listAnswer(request, await listVideos(query, call)),
);

export const POST = route(
  { body: videoInputSchema, status: 201, answer: videoSchema },
  ({ body, ...call }) => createVideo(body, call),
);

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
