// Album rows as the rest of the house sees them.
import 'server-only';
import type { Album } from '../shared/schemas/album.ts';
import type { Photo } from '../shared/schemas/photo.ts';
import type { Transaction } from './client.ts';
import type { Prisma } from './generated/client.ts';
import { photoInclude, toPhoto } from './photos.ts';
import { ownerInclude, recordFields } from './record-fields.ts';

/** Conditions on albums, for the domain to compose. */
export type AlbumWhere = Prisma.AlbumWhereInput;

export const albumInclude = ownerInclude satisfies Prisma.AlbumInclude;

type AlbumRow = Prisma.AlbumGetPayload<{ include: typeof albumInclude }>;

/** Albums with the ids of all their photos and the first photos themselves, in two queries for all of them. */
export async function toAlbums(
  db: Transaction,
  rows: AlbumRow[],
  { mostPhotos }: { mostPhotos: number },
): Promise<Album[]> {
  const idsOf = await photoIdsOf(
    db,
    rows.map(({ id }) => id),
  );
  const shown = [...idsOf.values()].flatMap((ids) => ids.slice(0, mostPhotos));
  const photos = await db.photo.findMany({
    where: { id: { in: [...new Set(shown)] } },
    include: photoInclude,
  });
  const byId = new Map<string, Photo>(photos.map((photo) => [photo.id, toPhoto(photo)]));
  return rows.map((row) => {
    const photoIds = idsOf.get(row.id) ?? [];
    return {
      ...recordFields(row),
      title: row.title,
      photoIds,
      photos: photoIds.slice(0, mostPhotos).flatMap((id) => byId.get(id) ?? []),
    };
  });
}

/** By album, in order, without those in the trash. One row an album: it may hold hundreds of photos. */
async function photoIdsOf(db: Transaction, albumIds: string[]): Promise<Map<string, string[]>> {
  const rows = await db.$queryRaw<{ albumId: string; photoIds: string[] }[]>`
    select a.album_id as "albumId", array_agg(a.photo_id order by a.position, a.photo_id) as "photoIds"
      from album_photos a join photos p on p.id = a.photo_id
     where a.album_id = any(${albumIds}::text[]) and p.deleted_at is null
     group by a.album_id`;
  return new Map(rows.map(({ albumId, photoIds }) => [albumId, photoIds]));
}
