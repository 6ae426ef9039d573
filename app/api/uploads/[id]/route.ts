// One upload: where it stands, and taking it back.
import { otherMethods } from '#lib/http/other-methods.ts';
import { uploadRoute } from '#lib/http/upload-route.ts';
import { uploadSessionSchema } from '#lib/shared/schemas/upload.ts';
import { abortUpload } from '#lib/uploads/abort-upload.ts';
import { getUpload } from '#lib/uploads/sessions.ts';

export const GET = uploadRoute(
  { answer: uploadSessionSchema, cache: 'never' },
  ({ params, ...call }) => getUpload(params.id, call),
);

export const DELETE = uploadRoute({}, ({ params, ...call }) => abortUpload(params.id, call));

export const { POST, PUT, PATCH, OPTIONS } = otherMethods({ GET, DELETE });
