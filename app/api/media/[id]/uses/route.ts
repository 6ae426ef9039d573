// Where a media is used.
import { listUses } from '#lib/catalog/media-uses.ts';
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';
import { mediaUsesSchema } from '#lib/shared/schemas/media-use.ts';

export const GET = route<{ id: string }>({ answer: mediaUsesSchema }, ({ params, ...call }) =>
  listUses(params.id, call),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
