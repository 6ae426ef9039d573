// Takes a product out of the trash.
import { getProduct } from '#lib/catalog/products.ts';
import { restoreRecord } from '#lib/catalog/trash.ts';
import { route } from '#lib/http/route.ts';

export const POST = route<{ id: string }>({}, async ({ params, ...call }) => {
  await restoreRecord('product', params.id, call);
  return getProduct(params.id, call);
});
