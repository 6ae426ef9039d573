// The same done to many products.
import { bulkRecords } from '#lib/catalog/bulk-records.ts';
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';
import { bulkAnswerSchema, bulkSchema } from '#lib/shared/schemas/record.ts';

export const POST = route({ body: bulkSchema, answer: bulkAnswerSchema }, ({ body, ...call }) =>
  bulkRecords('product', body, call),
);

export const { HEAD, GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
