// What a page sends by beacon when it is left: delete these uploads.
import { otherMethods } from '#lib/http/other-methods.ts';
import { uploadsRoute } from '#lib/http/upload-route.ts';
import { cleanupAnswerSchema, cleanupUploadsSchema } from '#lib/shared/schemas/upload.ts';
import { cleanupUploads } from '#lib/uploads/abort-upload.ts';

export const POST = uploadsRoute(
  { body: cleanupUploadsSchema, answer: cleanupAnswerSchema },
  ({ body, ...call }) => cleanupUploads(body, call),
);

export const { HEAD, GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
