// The list of albums, and new ones.
import { createAlbum, listAlbums } from '#lib/catalog/albums.ts';
import { listAnswer } from '#lib/http/list-answer.ts';
import { route } from '#lib/http/route.ts';
import { albumInputSchema } from '#lib/shared/schemas/album.ts';
import { recordListQuerySchema } from '#lib/shared/schemas/record.ts';

export const GET = route({ query: recordListQuerySchema }, async ({ query, request, ...call }) =>
  listAnswer(request, await listAlbums(query, call)),
);

export const POST = route({ body: albumInputSchema, status: 201 }, ({ body, ...call }) =>
  createAlbum(body, call),
);
