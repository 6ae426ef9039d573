// The list of photos, and new ones.
import { createPhoto, listPhotos } from '#lib/catalog/photos.ts';
import { listAnswer } from '#lib/http/list-answer.ts';
import { route } from '#lib/http/route.ts';
import { photoInputSchema, photoListQuerySchema } from '#lib/shared/schemas/photo.ts';

export const GET = route({ query: photoListQuerySchema }, async ({ query, request, ...call }) =>
  listAnswer(request, await listPhotos(query, call)),
);

export const POST = route({ body: photoInputSchema, status: 201 }, ({ body, ...call }) =>
  createPhoto(body, call),
);
