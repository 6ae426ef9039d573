// The bytes are there: check them and start processing.
import { otherMethods } from '#lib/http/other-methods.ts';
import { uploadRoute } from '#lib/http/upload-route.ts';
import { mediaSchema } from '#lib/shared/schemas/media.ts';
import { completeUploadSchema } from '#lib/shared/schemas/upload.ts';
import { completeUpload } from '#lib/uploads/complete-upload.ts';

export const POST = uploadRoute(
  { body: completeUploadSchema, answer: mediaSchema },
  ({ body, params, ...call }) => completeUpload(params.id, call, body),
);

export const { HEAD, GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
