// The list of albums, and new ones.
import { createAlbum, listAlbums } from '#lib/catalog/albums.ts';
import { listAnswer } from '#lib/http/list-answer.ts';
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';
import { albumInputSchema, albumSchema } from '#lib/shared/schemas/album.ts';
import { listSchema } from '#lib/shared/schemas/list.ts';
import { recordListQuerySchema } from '#lib/shared/schemas/record.ts';

export const GET = route(
  { query: recordListQuerySchema, answer: listSchema(albumSchema) },
  async ({ query, request, ...call }) => listAnswer(request, await listAlbums(query, call)),
);

export const POST = route(
  { body: albumInputSchema, status: 201, answer: albumSchema },
  ({ body, ...call }) => createAlbum(body, call),
);

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
