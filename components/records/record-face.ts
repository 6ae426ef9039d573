// How a list shows its records.
import type { ComponentType } from 'react';
import type { Records } from '#lib/client/record-schemas.ts';
import type { Noun } from '#lib/shared/schemas/record.ts';

export type Layout = 'rows' | 'grid';

/** Draws one record, with RecordRow or RecordCard. */
export type RecordFace<N extends Noun> = ComponentType<{ record: Records[N] }>;
