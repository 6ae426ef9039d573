// The caller's unsaved forms.
import { listDrafts } from '#lib/catalog/drafts.ts';
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';
import { draftListQuerySchema, draftSchema } from '#lib/shared/schemas/draft.ts';
import { listSchema } from '#lib/shared/schemas/list.ts';

export const GET = route(
  { query: draftListQuerySchema, answer: listSchema(draftSchema) },
  ({ query, ...call }) => listDrafts(query, call),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
