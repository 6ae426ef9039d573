// The caller's unsaved forms.
import { listDrafts } from '#lib/catalog/drafts.ts';
import { route } from '#lib/http/route.ts';
import { draftListQuerySchema } from '#lib/shared/schemas/draft.ts';

export const GET = route({ query: draftListQuerySchema }, ({ query, ...call }) =>
  listDrafts(query, call),
);
