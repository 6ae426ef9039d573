// What was made of a media, and how it went.
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';
import { listRenditions } from '#lib/media/list-renditions.ts';
import { renditionsSchema } from '#lib/shared/schemas/media.ts';

export const GET = route<{ id: string }>({ answer: renditionsSchema }, ({ params, ...call }) =>
  listRenditions(params.id, call),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
