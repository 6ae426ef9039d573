// Many files are there: check them and start their processing.
import { otherMethods } from '#lib/http/other-methods.ts';
import { batchAnswer, uploadsRoute } from '#lib/http/upload-route.ts';
import { completeResultsSchema, completeUploadsSchema } from '#lib/shared/schemas/upload.ts';
import { completeUploads } from '#lib/uploads/complete-upload.ts';

export const POST = uploadsRoute(
  {
    body: completeUploadsSchema,
    weight: ({ uploads }) => uploads.length,
    answer: completeResultsSchema,
    // It happens once, whoever asks; of what was not there yet, a kept answer would say so for a day.
    repeats: 'domain',
  },
  async ({ body, requestId, ...call }) =>
    batchAnswer(await completeUploads(body.uploads, call), requestId),
);

export const { HEAD, GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
