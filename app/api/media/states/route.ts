// How several media stand, for pages that show more of them than they can hold event streams for.
import { route } from '#lib/http/route.ts';
import { mediaStates } from '#lib/media/media-states.ts';
import { mediaStatesQuerySchema } from '#lib/shared/schemas/media.ts';

export const GET = route({ query: mediaStatesQuerySchema }, ({ query, ...call }) =>
  mediaStates(query.ids, call),
);
