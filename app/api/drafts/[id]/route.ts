// One unsaved form: keeping, reading and discarding it.
import { getDraft, putDraft } from '#lib/catalog/drafts.ts';
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';
import { draftInputSchema, draftSchema } from '#lib/shared/schemas/draft.ts';
import { cleanupUploads } from '#lib/uploads/abort-upload.ts';

type Params = { id: string };

export const GET = route<Params>({ answer: draftSchema }, ({ params, ...call }) =>
  getDraft(params.id, call),
);

export const PUT = route<Params, typeof draftInputSchema>(
  { body: draftInputSchema, answer: draftSchema },
  ({ params, body, ...call }) => putDraft(params.id, body, call),
);

export const DELETE = route<Params>({}, async ({ params, ...call }) => {
  await cleanupUploads({ draftId: params.id }, call);
});

export const { POST, PATCH, OPTIONS } = otherMethods({ GET, PUT, DELETE });
