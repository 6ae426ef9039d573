// What a page sends by beacon when it is left: delete these uploads.
import { uploadsRoute } from '#lib/http/upload-route.ts';
import { cleanupUploadsSchema } from '#lib/shared/schemas/upload.ts';
import { cleanupUploads } from '#lib/uploads/abort-upload.ts';

export const POST = uploadsRoute({ body: cleanupUploadsSchema }, ({ body, ...call }) =>
  cleanupUploads(body, call),
);
