// Opening uploads, and the caller's open ones.
import { route } from '#lib/http/route.ts';
import { createUploadSchema } from '#lib/shared/schemas/upload.ts';
import { createUpload } from '#lib/uploads/create-upload.ts';
import { listOpenUploads } from '#lib/uploads/open-uploads.ts';
import { uploadRules } from '#lib/uploads/policy.ts';

export const POST = route({ body: createUploadSchema, status: 201 }, ({ body, ...call }) =>
  createUpload(body, { ...call, rules: uploadRules() }),
);

export const GET = route({}, listOpenUploads);
