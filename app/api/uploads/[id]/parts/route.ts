// Presigned requests for more parts of an upload.
import { uploadRoute } from '#lib/http/upload-route.ts';
import { signPartsSchema } from '#lib/shared/schemas/upload.ts';
import { signParts } from '#lib/uploads/tickets.ts';

export const POST = uploadRoute({ body: signPartsSchema }, async ({ body, params, ...call }) => ({
  parts: await signParts(params.id, body, call),
}));
