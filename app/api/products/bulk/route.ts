// The same done to many products.
import { bulkRecords } from '#lib/catalog/bulk-records.ts';
import { route } from '#lib/http/route.ts';
import { bulkSchema } from '#lib/shared/schemas/record.ts';

export const POST = route({ body: bulkSchema }, ({ body, ...call }) =>
  bulkRecords('product', body, call),
);
