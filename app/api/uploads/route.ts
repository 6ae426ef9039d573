// Opening uploads, and the caller's open ones.
import { uploadsRoute } from '#lib/http/upload-route.ts';
import {
  createUploadQuerySchema,
  createUploadSchema,
  type Duplicate,
  type UploadTicket,
} from '#lib/shared/schemas/upload.ts';
import { createUpload } from '#lib/uploads/create-upload.ts';
import { listOpenUploads } from '#lib/uploads/sessions.ts';

export const POST = uploadsRoute(
  {
    body: createUploadSchema,
    query: createUploadQuerySchema,
    status: (answer: UploadTicket | Duplicate) => ('duplicateOf' in answer ? 200 : 201),
  },
  ({ body, query, ...call }) => createUpload(body, { ...call, dedupe: query.dedupe === '1' }),
);

export const GET = uploadsRoute({}, listOpenUploads);
