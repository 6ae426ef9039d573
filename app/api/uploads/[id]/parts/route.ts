// Presigned requests for more parts of an upload.
import { otherMethods } from '#lib/http/other-methods.ts';
import { uploadRoute } from '#lib/http/upload-route.ts';
import { signedPartsSchema, signPartsSchema } from '#lib/shared/schemas/upload.ts';
import { signParts } from '#lib/uploads/tickets.ts';

export const POST = uploadRoute(
  { body: signPartsSchema, answer: signedPartsSchema, repeats: 'domain' },
  async ({ body, params, ...call }) => ({
    parts: await signParts(params.id, body, call),
  }),
);

export const { HEAD, GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
