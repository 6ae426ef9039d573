// Opening many uploads at once.
import { otherMethods } from '#lib/http/other-methods.ts';
import { batchAnswer, uploadsRoute } from '#lib/http/upload-route.ts';
import { createResultsSchema, createUploadsSchema } from '#lib/shared/schemas/upload.ts';
import { createUploads } from '#lib/uploads/create-upload.ts';

export const POST = uploadsRoute(
  {
    body: createUploadsSchema,
    weight: ({ uploads }) => uploads.length,
    answer: createResultsSchema,
  },
  async ({ body, requestId, ...call }) => {
    const created = await createUploads(body.uploads, { ...call, dedupe: body.dedupe });
    return batchAnswer(created, requestId);
  },
);

export const { HEAD, GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
