// Rows of renditions as the rest of the house sees them.
import 'server-only';
import type { Prisma } from './generated/client.ts';

export type RenditionRow = Prisma.RenditionGetPayload<Record<never, never>>;
export type NewRendition = Prisma.RenditionCreateManyInput;
