// Showing a film to everybody, or to nobody any more.
import 'server-only';
import { transact } from '../db/client.ts';
import { recordAudit } from '../ports/audit.ts';
import { type Context, lockOwn } from './own.ts';

/**
 * Published from now on; one that is published already keeps its date, one that was to be published
 * later is so at once. Or not published at all. Throws `not_found`.
 */
export async function setPublished(
  id: string,
  isPublished: boolean,
  { actor, ports }: Context,
): Promise<void> {
  const now = ports.now();
  const other = isPublished
    ? { OR: [{ publishedAt: null }, { publishedAt: { gt: now } }] }
    : { publishedAt: { not: null } };
  await transact(ports.db, async (tx) => {
    await lockOwn(tx, 'film', { id, actor });
    const { count } = await tx.film.updateMany({
      where: { id, ...other },
      data: { publishedAt: isPublished ? now : null, version: { increment: 1 } },
    });
    if (count === 0) return;
    const action = isPublished ? 'publish' : 'unpublish';
    await recordAudit(tx, { actor, action, noun: 'film', subjectId: id, now });
  });
}

/**
 * Published since or from that moment, whatever was said before; null: not at all. What is so already
 * stays untouched. Throws `not_found`.
 */
export async function setPublishedAt(
  id: string,
  publishedAt: Date | null,
  { actor, ports }: Context,
): Promise<void> {
  await ports.db.$transaction(async (tx) => {
    await lockOwn(tx, 'film', { id, actor });
    // Null is not equal to anything, and not different from anything either.
    const other = publishedAt
      ? { OR: [{ publishedAt: null }, { publishedAt: { not: publishedAt } }] }
      : { publishedAt: { not: null } };
    const { count } = await tx.film.updateMany({
      where: { id, ...other },
      data: { publishedAt, version: { increment: 1 } },
    });
    if (count === 0) return;
    const action = publishedAt ? 'publish' : 'unpublish';
    await recordAudit(tx, { actor, action, noun: 'film', subjectId: id, now: ports.now() });
  });
}
