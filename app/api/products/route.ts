// The list of products, and new ones.
import { createProduct, listProducts } from '#lib/catalog/products.ts';
import { listAnswer } from '#lib/http/list-answer.ts';
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';
import { listSchema } from '#lib/shared/schemas/list.ts';
import {
  productInputSchema,
  productListQuerySchema,
  productSchema,
} from '#lib/shared/schemas/product.ts';

export const GET = route(
  { query: productListQuerySchema, answer: listSchema(productSchema) },
  async ({ query, request, ...call }) => listAnswer(request, await listProducts(query, call)),
);

export const POST = route(
  { body: productInputSchema, status: 201, answer: productSchema },
  ({ body, ...call }) => createProduct(body, call),
);

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
