// Counts and bytes of media.
import { route } from '#lib/http/route.ts';
import { mediaStats, mediaStatsQuerySchema } from '#lib/media/list-media.ts';

export const GET = route({ query: mediaStatsQuerySchema }, ({ query, ...call }) =>
  mediaStats(query.scope, call),
);
