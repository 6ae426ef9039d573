// Films, videos, photos, albums and products by the columns they have in common.
import 'server-only';
import { type Noun, nouns } from '../shared/schemas/record.ts';
import type { Transaction } from './client.ts';
import { Prisma } from './generated/client.ts';

/** What every record has. */
export type RecordRow = {
  id: string;
  ownerId: string;
  title: string;
  version: number;
  /** Since when it lies in the trash. */
  deletedAt: Date | null;
};

const tables = {
  film: Prisma.raw('films'),
  video: Prisma.raw('videos'),
  photo: Prisma.raw('photos'),
  album: Prisma.raw('albums'),
  product: Prisma.raw('products'),
  category: Prisma.raw('categories'),
} satisfies Record<Noun | 'category', Prisma.Sql>;

/**
 * Reads a record, in the trash or not, and holds its row until the transaction ends: whoever else
 * means to change it waits. Null also when `ownerId` is given and another's.
 */
export async function lockRecord(
  tx: Transaction,
  noun: Noun,
  { id, ownerId = null }: { id: string; ownerId?: string | null },
): Promise<RecordRow | null> {
  const [row] = await tx.$queryRaw<RecordRow[]>`
    select id, owner_id as "ownerId", title, version, deleted_at as "deletedAt"
      from ${tables[noun]}
     where id = ${id} and (${ownerId}::text is null or owner_id = ${ownerId})
       for update`;
  return row ?? null;
}

/** Into the trash, or out of it with null. Its version stays: what an editor wrote is as it was. */
export async function setDeletedAt(
  tx: Transaction,
  noun: Noun,
  { id, deletedAt }: { id: string; deletedAt: Date | null },
): Promise<void> {
  await tx.$executeRaw`
    update ${tables[noun]} set deleted_at = ${deletedAt}::timestamptz where id = ${id}`;
}

/** The row goes, and what belongs to it alone: places in albums, variants. */
export async function deleteRecord(tx: Transaction, noun: Noun, id: string): Promise<void> {
  await tx.$executeRaw`delete from ${tables[noun]} where id = ${id}`;
}

/** What has lain in the trash since before then, in order of id, from the first after `after` on. */
export function findDeletedBefore(
  db: Transaction,
  { before, after, limit }: { before: Date; after: string; limit: number },
): Promise<{ noun: Noun; id: string }[]> {
  const each = nouns.map(
    (noun) => Prisma.sql`
      (select ${noun} as noun, id from ${tables[noun]}
        where deleted_at < ${before}::timestamptz and id > ${after} order by id limit ${limit})`,
  );
  return db.$queryRaw`${Prisma.join(each, ' union all ')} order by id limit ${limit}`;
}

/** What this person made under this idempotency key, if anything. */
export async function findMade(
  db: Transaction,
  noun: Noun | 'category',
  { ownerId, idempotencyKey }: { ownerId: string; idempotencyKey: string },
): Promise<string | null> {
  const [row] = await db.$queryRaw<{ id: string }[]>`
    select id from ${tables[noun]}
     where owner_id = ${ownerId} and idempotency_key = ${idempotencyKey}`;
  return row?.id ?? null;
}
