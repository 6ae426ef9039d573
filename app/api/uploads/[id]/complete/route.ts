// The bytes are there: check them and start processing.
import { uploadRoute } from '#lib/http/upload-route.ts';
import { completeUploadSchema } from '#lib/shared/schemas/upload.ts';
import { completeUpload } from '#lib/uploads/complete-upload.ts';

export const POST = uploadRoute({ body: completeUploadSchema }, ({ body, params, ...call }) =>
  completeUpload(params.id, call, body),
);
