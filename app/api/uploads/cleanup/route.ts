// What a page sends by beacon when it is left: delete these uploads.
import { route } from '#lib/http/route.ts';
import { cleanupUploadsSchema } from '#lib/shared/schemas/upload.ts';
import { cleanupUploads } from '#lib/uploads/abort-upload.ts';

export const POST = route({ body: cleanupUploadsSchema }, ({ body, ...call }) =>
  cleanupUploads(body, call),
);
