// Doing the same to many films.
import { bulkRecords } from '#lib/catalog/bulk-records.ts';
import { route } from '#lib/http/route.ts';
import { bulkSchema } from '#lib/shared/schemas/record.ts';

export const POST = route({ body: bulkSchema }, ({ body, ...call }) =>
  bulkRecords('film', body, call),
);
