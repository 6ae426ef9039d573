// Takes a product out of the trash.
import { getProduct } from '#lib/catalog/products.ts';
import { restoreRecord } from '#lib/catalog/trash.ts';
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';
import { productSchema } from '#lib/shared/schemas/product.ts';

export const POST = route<{ id: string }>(
  { answer: productSchema },
  async ({ params, ...call }) => {
    await restoreRecord('product', params.id, call);
    return getProduct(params.id, call);
  },
);

export const { HEAD, GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
