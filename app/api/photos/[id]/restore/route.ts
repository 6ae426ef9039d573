// Bringing a photo back from the trash.
import { restorePhoto } from '#lib/catalog/photos.ts';
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';
import { photoSchema } from '#lib/shared/schemas/photo.ts';

export const POST = route<{ id: string }>({ answer: photoSchema }, ({ params, ...call }) =>
  restorePhoto(params.id, call),
);

export const { HEAD, GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
