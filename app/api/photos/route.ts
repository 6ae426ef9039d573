// The list of photos, and new ones.
import { createPhoto, listPhotos } from '#lib/catalog/photos.ts';
import { listAnswer } from '#lib/http/list-answer.ts';
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';
import { listSchema } from '#lib/shared/schemas/list.ts';
import { photoInputSchema, photoListQuerySchema, photoSchema } from '#lib/shared/schemas/photo.ts';

export const GET = route(
  { query: photoListQuerySchema, answer: listSchema(photoSchema) },
  async ({ query, request, ...call }) => listAnswer(request, await listPhotos(query, call)),
);

export const POST = route(
  { body: photoInputSchema, status: 201, answer: photoSchema },
  ({ body, ...call }) => createPhoto(body, call),
);

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
