// Which records use which media.
import 'server-only';
import type { MediaUse } from '../shared/schemas/media-use.ts';
import type { Noun } from '../shared/schemas/record.ts';
import type { Transaction } from './client.ts';
import { Prisma } from './generated/client.ts';

/** Every use there is, also by what lies in the trash; a record twice, if it uses a media twice. */
const uses = Prisma.sql`(
  select video_id as media_id, 'film' as noun, id, title, deleted_at from films
  union all select poster_id, 'film', id, title, deleted_at from films
  union all select media_id, 'video', id, title, deleted_at from videos
  union all select cover_id, 'video', id, title, deleted_at from videos
  union all select media_id, 'photo', id, title, deleted_at from photos
  union all select f.media_id, 'product', p.id, p.title, p.deleted_at
              from product_files f join products p on p.id = f.product_id
  union all select f.media_id, 'product', p.id, p.title, p.deleted_at
              from variant_files f
              join variants v on v.id = f.variant_id join products p on p.id = v.product_id
)`;

/** The records that use a media, those in the trash last; `count` of all, also beyond `limit`. */
export async function findUses(
  db: Transaction,
  mediaId: string,
  { limit }: { limit: number },
): Promise<{ count: number; results: MediaUse[] }> {
  const rows = await db.$queryRaw<UseRow[]>`
    select noun, id, title, deleted_at as "deletedAt", count(*) over ()::int as count
      from ${uses} as used where media_id = ${mediaId}
     group by noun, id, title, deleted_at
     order by deleted_at is not null, title, id limit ${limit}`;
  const results = rows.map(({ noun, id, title, deletedAt }) => ({
    ...{ type: noun, id, title },
    deletedAt: deletedAt?.toISOString() ?? null,
  }));
  return { count: rows[0]?.count ?? 0, results };
}

type UseRow = { noun: Noun; id: string; title: string; deletedAt: Date | null; count: number };

/** The media a record uses: of a product, those of its variants too. */
export async function mediaOf(tx: Transaction, noun: Noun, id: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ mediaId: string }[]>`
    select distinct media_id as "mediaId"
      from ${uses} as used where noun = ${noun} and id = ${id} and media_id is not null`;
  return rows.map(({ mediaId }) => mediaId);
}
