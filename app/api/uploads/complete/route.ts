// Many files are there: check them and start their processing.
import { batchAnswer, uploadsRoute } from '#lib/http/upload-route.ts';
import { completeUploadsSchema } from '#lib/shared/schemas/upload.ts';
import { completeUploads } from '#lib/uploads/complete-upload.ts';

export const POST = uploadsRoute(
  { body: completeUploadsSchema, weight: ({ uploads }) => uploads.length },
  async ({ body, requestId, ...call }) =>
    batchAnswer(await completeUploads(body.uploads, call), requestId),
);
