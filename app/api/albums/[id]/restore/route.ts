// Bringing an album back from the trash.
import { restoreAlbum } from '#lib/catalog/albums.ts';
import { route } from '#lib/http/route.ts';

export const POST = route<{ id: string }>({}, ({ params, ...call }) =>
  restoreAlbum(params.id, call),
);
