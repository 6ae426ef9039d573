// The list of categories, and new ones.
import { createCategory, listCategories } from '#lib/catalog/categories.ts';
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';
import { categoryInputSchema, categorySchema } from '#lib/shared/schemas/category.ts';
import { listSchema } from '#lib/shared/schemas/list.ts';

export const GET = route({ answer: listSchema(categorySchema) }, async ({ ports }) => {
  const results = await listCategories(ports);
  return { count: results.length, next: null, previous: null, results };
});

export const POST = route(
  { body: categoryInputSchema, status: 201, answer: categorySchema },
  ({ body, ...call }) => createCategory(body, call),
);

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
