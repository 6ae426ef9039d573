// One product: reading, changing and deleting it.
import { getProduct, updateProduct } from '#lib/catalog/products.ts';
import { discardRecord } from '#lib/catalog/trash.ts';
import { otherMethods } from '#lib/http/other-methods.ts';
import { type NoInput, route } from '#lib/http/route.ts';
import { productPatchSchema, productSchema } from '#lib/shared/schemas/product.ts';
import { deleteQuerySchema } from '#lib/shared/schemas/record.ts';

type Params = { id: string };

export const GET = route<Params>({ answer: productSchema }, ({ params, ...call }) =>
  getProduct(params.id, call),
);

export const PATCH = route<Params, typeof productPatchSchema>(
  { body: productPatchSchema, answer: productSchema },
  ({ params, body, ...call }) => updateProduct(params.id, body, call),
);

export const DELETE = route<Params, NoInput, typeof deleteQuerySchema>(
  { query: deleteQuerySchema },
  ({ params, query, ...call }) =>
    discardRecord('product', params.id, { ...call, isForever: query.forever !== undefined }),
);

export const { POST, PUT, OPTIONS } = otherMethods({ GET, PATCH, DELETE });
