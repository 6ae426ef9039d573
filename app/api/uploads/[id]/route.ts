// One upload: where it stands, and taking it back.
import { uploadRoute } from '#lib/http/upload-route.ts';
import { abortUpload } from '#lib/uploads/abort-upload.ts';
import { getUpload } from '#lib/uploads/sessions.ts';

export const GET = uploadRoute({}, ({ params, ...call }) => getUpload(params.id, call));

export const DELETE = uploadRoute({}, ({ params, ...call }) => abortUpload(params.id, call));
