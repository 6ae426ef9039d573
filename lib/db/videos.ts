// Video rows as the rest of the house sees them.
import 'server-only';
import type { Video } from '../shared/schemas/video.ts';
import type { Prisma } from './generated/client.ts';
import { fileInclude, toFile } from './media.ts';
import { ownerInclude, recordFields } from './record-fields.ts';

/** Conditions on videos, for the domain to compose. */
export type VideoWhere = Prisma.VideoWhereInput;

export const videoInclude = {
  ...ownerInclude,
  cover: { include: fileInclude },
  media: { include: fileInclude },
} satisfies Prisma.VideoInclude;

type VideoRow = Prisma.VideoGetPayload<{ include: typeof videoInclude }>;

export function toVideo(row: VideoRow): Video {
  const here = { type: 'video', id: row.id } as const;
  return {
    ...recordFields(row),
    title: row.title,
    description: row.description,
    categoryId: row.categoryId,
    coverId: row.coverId,
    mediaId: row.mediaId,
    cover: row.cover && toFile(row.cover, here),
    media: row.media && toFile(row.media, here),
  };
}
