// Opening many uploads at once.
import { batchAnswer, uploadsRoute } from '#lib/http/upload-route.ts';
import { createUploadsSchema } from '#lib/shared/schemas/upload.ts';
import { createUploads } from '#lib/uploads/create-upload.ts';

export const POST = uploadsRoute(
  { body: createUploadsSchema, weight: ({ uploads }) => uploads.length },
  async ({ body, requestId, ...call }) => {
    const created = await createUploads(body.uploads, { ...call, dedupe: body.dedupe });
    return batchAnswer(created, requestId);
  },
);
