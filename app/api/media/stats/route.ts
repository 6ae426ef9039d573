// Counts and bytes of media.
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';
import { mediaStats, mediaStatsQuerySchema } from '#lib/media/list-media.ts';
import { mediaStatsSchema } from '#lib/shared/schemas/media.ts';

export const GET = route(
  { query: mediaStatsQuerySchema, answer: mediaStatsSchema },
  ({ query, ...call }) => mediaStats(query.scope, call),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
