// One category: another name, or none of it any more.
import { deleteCategory, renameCategory } from '#lib/catalog/categories.ts';
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';
import { categoryInputSchema, categorySchema } from '#lib/shared/schemas/category.ts';

type Params = { id: string };

export const PATCH = route<Params, typeof categoryInputSchema>(
  { body: categoryInputSchema, answer: categorySchema },
  ({ params, body, ...call }) => renameCategory(params.id, body, call),
);

export const DELETE = route<Params>({}, ({ params, ...call }) => deleteCategory(params.id, call));

export const { HEAD, GET, POST, PUT, OPTIONS } = otherMethods({ PATCH, DELETE });
