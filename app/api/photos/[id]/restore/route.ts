// Bringing a photo back from the trash.
import { restorePhoto } from '#lib/catalog/photos.ts';
import { route } from '#lib/http/route.ts';

export const POST = route<{ id: string }>({}, ({ params, ...call }) =>
  restorePhoto(params.id, call),
);
