// Opening uploads, and the caller's open ones.
import { otherMethods } from '#lib/http/other-methods.ts';
import { uploadsRoute } from '#lib/http/upload-route.ts';
import {
  createUploadQuerySchema,
  createUploadSchema,
  type Duplicate,
  duplicateSchema,
  type UploadTicket,
  uploadSessionsSchema,
  uploadTicketSchema,
} from '#lib/shared/schemas/upload.ts';
import { createUpload } from '#lib/uploads/create-upload.ts';
import { listOpenUploads } from '#lib/uploads/sessions.ts';

export const POST = uploadsRoute(
  {
    body: createUploadSchema,
    query: createUploadQuerySchema,
    status: (answer: UploadTicket | Duplicate) => ('duplicateOf' in answer ? 200 : 201),
    answer: { 201: uploadTicketSchema, 200: duplicateSchema },
    repeats: 'domain',
  },
  ({ body, query, ...call }) => createUpload(body, { ...call, dedupe: query.dedupe === '1' }),
);

export const GET = uploadsRoute({ answer: uploadSessionsSchema, cache: 'never' }, listOpenUploads);

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
