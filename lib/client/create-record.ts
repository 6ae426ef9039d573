// The request that makes a film, a video, a photo, an album or a product.
import { api } from '#lib/shared/paths.ts';
import type { Noun } from '#lib/shared/schemas/record.ts';
import { request } from './api.ts';
import { type Inputs, type Records, recordSchemas } from './record-schemas.ts';

export type Creation<N extends Noun> = { input: Inputs[N]; idempotencyKey: string };

/** The same `idempotencyKey` makes one record, however often it is sent. Throws like `request`. */
export function createRecord<N extends Noun>(
  noun: N,
  { input, idempotencyKey }: Creation<N>,
): Promise<Records[N]> {
  return request(api.records(noun), recordSchemas[noun], {
    method: 'POST',
    body: input,
    headers: { 'idempotency-key': idempotencyKey },
  });
}
