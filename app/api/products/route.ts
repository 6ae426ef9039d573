// The list of products, and new ones.
import { createProduct, listProducts } from '#lib/catalog/products.ts';
import { listAnswer } from '#lib/http/list-answer.ts';
import { route } from '#lib/http/route.ts';
import { productInputSchema, productListQuerySchema } from '#lib/shared/schemas/product.ts';

export const GET = route({ query: productListQuerySchema }, async ({ query, request, ...call }) =>
  listAnswer(request, await listProducts(query, call)),
);

export const POST = route({ body: productInputSchema, status: 201 }, ({ body, ...call }) =>
  createProduct(body, call),
);
