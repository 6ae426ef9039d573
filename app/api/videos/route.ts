// The list of videos, and new ones.
import { createVideo, listVideos } from '#lib/catalog/videos.ts';
import { listAnswer } from '#lib/http/list-answer.ts';
import { route } from '#lib/http/route.ts';
import { videoInputSchema, videoListQuerySchema } from '#lib/shared/schemas/video.ts';

export const GET = route({ query: videoListQuerySchema }, async ({ query, request, ...call }) =>
  listAnswer(request, await listVideos(query, call)),
);

export const POST = route({ body: videoInputSchema, status: 201 }, ({ body, ...call }) =>
  createVideo(body, call),
);
