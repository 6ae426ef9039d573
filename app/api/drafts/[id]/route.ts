// One unsaved form: keeping, reading and discarding it.
import { getDraft, putDraft } from '#lib/catalog/drafts.ts';
import { route } from '#lib/http/route.ts';
import { draftInputSchema } from '#lib/shared/schemas/draft.ts';
import { cleanupUploads } from '#lib/uploads/abort-upload.ts';

type Params = { id: string };

export const GET = route<Params>({}, ({ params, ...call }) => getDraft(params.id, call));

export const PUT = route<Params, typeof draftInputSchema>(
  { body: draftInputSchema },
  ({ params, body, ...call }) => putDraft(params.id, body, call),
);

export const DELETE = route<Params>({}, async ({ params, ...call }) => {
  await cleanupUploads({ draftId: params.id }, call);
});
