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

/** Two that were put in at the same moment have the same position. */
export const inOrder = [{ position: 'asc' as const }, { photoId: 'asc' as const }];

export const albumInclude = {
  ...ownerInclude,
  photos: {
    where: { photo: { deletedAt: null } },
    orderBy: inOrder,
    select: { photoId: true },
  },
} satisfies Prisma.AlbumInclude;

type AlbumRow = Prisma.AlbumGetPayload<{ include: typeof albumInclude }>;

/** Albums with the first photos of each, which are read all at once. */
export async function toAlbums(
  db: Transaction,
  rows: AlbumRow[],
  { mostPhotos }: { mostPhotos: number },
): Promise<Album[]> {
  const shown = rows.map((row) => row.photos.slice(0, mostPhotos).map(({ photoId }) => photoId));
  const photos = await db.photo.findMany({
    where: { id: { in: [...new Set(shown.flat())] } },
    include: photoInclude,
  });
  const byId = new Map<string, Photo>(photos.map((photo) => [photo.id, toPhoto(photo)]));
  return rows.map((row, index) => ({
    ...recordFields(row),
    title: row.title,
    photoIds: row.photos.map(({ photoId }) => photoId),
    photos: (shown[index] ?? []).flatMap((id) => byId.get(id) ?? []),
  }));
}
