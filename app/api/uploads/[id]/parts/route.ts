// Presigned requests for more parts of an upload.
import { route } from '#lib/http/route.ts';
import { signPartsSchema } from '#lib/shared/schemas/upload.ts';
import { uploadRules } from '#lib/uploads/policy.ts';
import { signParts } from '#lib/uploads/tickets.ts';

export const POST = route<{ id: string }, typeof signPartsSchema>(
  { body: signPartsSchema },
  async ({ body, params, ...call }) => ({
    parts: await signParts(params.id, body.partNumbers, { ...call, rules: uploadRules() }),
  }),
);
