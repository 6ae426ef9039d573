// Caption rows as the rest of the house sees them.
import 'server-only';
import { api } from '../shared/paths.ts';
import type { Caption } from '../shared/schemas/caption.ts';
import type { Prisma } from './generated/client.ts';

export type CaptionRow = Prisma.CaptionGetPayload<object>;

/** The order in which they are listed and offered. */
export const captionOrder = [
  { language: 'asc' },
  { kind: 'asc' },
] satisfies Prisma.CaptionOrderByWithRelationInput[];

export function toCaption(row: CaptionRow): Caption {
  const { id, mediaId, language, label, kind, isDefault, byteSize, cueCount, createdAt } = row;
  return {
    ...{ id, language, label, kind, isDefault, byteSize, cueCount },
    url: `${api.caption(mediaId, id)}?v=${contentVersion(row)}`,
    createdAt: createdAt.toISOString(),
  };
}

/** Every text is stored under a name of its own, so a part of that name tells two of them apart. */
function contentVersion({ storageKey }: CaptionRow): string {
  return storageKey.slice(storageKey.lastIndexOf('/') + 1).slice(0, 8);
}
