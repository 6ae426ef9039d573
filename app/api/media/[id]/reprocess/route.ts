// Processing a media once more: what changed, what is named, or all of it.
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';
import { reprocessMedia } from '#lib/media/media.ts';
import { mediaSchema, reprocessSchema } from '#lib/shared/schemas/media.ts';

export const POST = route<{ id: string }, typeof reprocessSchema>(
  { body: reprocessSchema, status: 202, answer: mediaSchema },
  ({ params, body, ...call }) => reprocessMedia(params.id, { ...call, wish: body }),
);

export const { HEAD, GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
