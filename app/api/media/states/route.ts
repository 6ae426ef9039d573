// How several media stand, for pages that show more of them than they can hold event streams for.
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';
import { mediaStates } from '#lib/media/media-states.ts';
import { mediaStatesQuerySchema, mediaStatesSchema } from '#lib/shared/schemas/media.ts';

export const GET = route(
  { query: mediaStatesQuerySchema, answer: mediaStatesSchema },
  ({ query, ...call }) => mediaStates(query.ids, call),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
