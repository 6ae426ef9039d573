// Photo rows as the rest of the house sees them.
import 'server-only';
import type { Photo } from '../shared/schemas/photo.ts';
import type { Transaction } from './client.ts';
import type { Prisma } from './generated/client.ts';
import { fileInclude, toFile } from './media.ts';
import { ownerInclude, recordFields } from './record-fields.ts';

/** Conditions on photos, for the domain to compose. */
export type PhotoWhere = Prisma.PhotoWhereInput;

export const photoInclude = {
  ...ownerInclude,
  media: { include: fileInclude },
  albums: { where: { album: { deletedAt: null } }, select: { albumId: true } },
} satisfies Prisma.PhotoInclude;

type PhotoRow = Prisma.PhotoGetPayload<{ include: typeof photoInclude }>;

export function toPhoto(row: PhotoRow): Photo {
  return {
    ...recordFields(row),
    title: row.title,
    alt: row.alt,
    mediaId: row.mediaId,
    media: toFile(row.media, { type: 'photo', id: row.id }),
    albumIds: row.albums.map(({ albumId }) => albumId),
  };
}

type HeldPhoto = { id: string; ownerId: string; deletedAt: Date | null };

/** Those of the photos there are; none of them goes or changes before the transaction ends. */
export function holdPhotos(tx: Transaction, ids: string[]): Promise<HeldPhoto[]> {
  return tx.$queryRaw<HeldPhoto[]>`
    select id, owner_id as "ownerId", deleted_at as "deletedAt" from photos
     where id = any(${ids}::text[]) order by id for share`;
}
