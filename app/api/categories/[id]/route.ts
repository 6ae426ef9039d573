// One category: another name, or none of it any more.
import { deleteCategory, renameCategory } from '#lib/catalog/categories.ts';
import { route } from '#lib/http/route.ts';
import { categoryInputSchema } from '#lib/shared/schemas/category.ts';

type Params = { id: string };

export const PATCH = route<Params, typeof categoryInputSchema>(
  { body: categoryInputSchema },
  ({ params, body, ...call }) => renameCategory(params.id, body, call),
);

export const DELETE = route<Params>({}, ({ params, ...call }) => deleteCategory(params.id, call));
