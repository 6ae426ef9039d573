// The list of categories, and new ones.
import { createCategory, listCategories } from '#lib/catalog/categories.ts';
import { route } from '#lib/http/route.ts';
import { categoryInputSchema } from '#lib/shared/schemas/category.ts';

export const GET = route({}, async ({ ports }) => {
  const results = await listCategories(ports);
  return { count: results.length, next: null, previous: null, results };
});

export const POST = route({ body: categoryInputSchema, status: 201 }, ({ body, ...call }) =>
  createCategory(body, call),
);
