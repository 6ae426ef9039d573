// Bringing an album back from the trash.
import { restoreAlbum } from '#lib/catalog/albums.ts';
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';
import { albumSchema } from '#lib/shared/schemas/album.ts';

export const POST = route<{ id: string }>({ answer: albumSchema }, ({ params, ...call }) =>
  restoreAlbum(params.id, call),
);

export const { HEAD, GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
