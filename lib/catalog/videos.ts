// Videos: reading and saving.
import 'server-only';
import { type Transaction, transact } from '../db/client.ts';
import { containing } from '../db/containing.ts';
import { toVideo, type VideoWhere, videoInclude } from '../db/videos.ts';
import type { Video, VideoInput, VideoListQuery, VideoPatch } from '../shared/schemas/video.ts';
import { explainCategory } from './categories.ts';
import { attachNew, releaseReplaced } from './change-files.ts';
import { closeSave } from './close-save.ts';
import { type CreateContext, createOnce } from './create-once.ts';
import { type Listed, listRecords, seenBy } from './list-records.ts';
import { type Context, lockOwn, notFound, ownedBy } from './own.ts';
import { restoreRecord } from './trash.ts';

const noun = 'video';
const files = { mediaId: 'video', coverId: 'image' } as const;

/**
 * Saves a new video and attaches its files in one transaction. The same idempotency key answers the
 * video it already made. Throws `invalid_request` for files that do not fit.
 */
export async function createVideo(input: VideoInput, context: CreateContext): Promise<Video> {
  const { actor, ports, idempotencyKey } = context;
  const { draftId, ...fields } = input;
  const insert = () =>
    transact(ports.db, async (tx) => {
      await attachNew(tx, files, { after: input, ownerIds: [actor.id] });
      const { id } = await tx.video.create({
        data: { ...fields, ownerId: actor.id, idempotencyKey: idempotencyKey ?? null },
      });
      const now = ports.now();
      await closeSave(tx, { actor, action: 'create', noun, subjectId: id, now, draftId });
      return readVideo(tx, id);
    });
  try {
    return await createOnce({ noun, insert, read: (id) => readVideo(ports.db, id) }, context);
  } catch (error) {
    throw explainCategory(error);
  }
}

/**
 * Changes the given fields. Throws `not_found`, `conflict` for a stale `version`, `invalid_request`
 * for files that do not fit.
 */
export async function updateVideo(
  id: string,
  { version, draftId, ...patch }: VideoPatch,
  { actor, ports }: Context,
): Promise<Video> {
  const now = ports.now();
  try {
    return await transact(ports.db, async (tx) => {
      const { ownerId } = await lockOwn(tx, noun, { id, actor, version });
      const before = await tx.video.findUniqueOrThrow({ where: { id } });
      await attachNew(tx, files, { before, after: patch, ownerIds: [actor.id, ownerId] });
      await tx.video.update({ where: { id }, data: { ...patch, version: { increment: 1 } } });
      await releaseReplaced(tx, files, { before, after: patch, now });
      await closeSave(tx, {
        ...{ actor, action: 'update', noun, subjectId: id, now, draftId },
        details: { fields: Object.keys(patch) },
      });
      return readVideo(tx, id);
    });
  } catch (error) {
    throw explainCategory(error);
  }
}

/** Throws `not_found`, also for a video of somebody else. */
export async function getVideo(id: string, { actor, ports }: Context): Promise<Video> {
  const where = { id, deletedAt: null, ...ownedBy(actor) };
  const row = await ports.db.video.findFirst({ where, include: videoInclude });
  if (!row) throw notFound(noun);
  return toVideo(row);
}

/** Out of the trash. Throws `not_found`. */
export async function restoreVideo(id: string, context: Context): Promise<Video> {
  await restoreRecord(noun, id, context);
  return getVideo(id, context);
}

/** The caller's videos (all of them for an admin), in the order that is asked for. */
export async function listVideos(
  query: VideoListQuery,
  { actor, ports: { db } }: Context,
): Promise<Listed<Video>> {
  const where: VideoWhere = {
    AND: [
      seenBy(actor, query),
      query.q ? { title: containing(query.q) } : {},
      query.categoryId ? { categoryId: query.categoryId } : {},
    ],
  };
  const page = await listRecords(query, {
    count: () => db.video.count({ where }),
    read: (window) =>
      db.video.findMany({
        ...window,
        where: { AND: [where, window.where] },
        include: videoInclude,
      }),
  });
  return { ...page, results: page.results.map(toVideo) };
}

async function readVideo(db: Transaction, id: string): Promise<Video> {
  return toVideo(await db.video.findUniqueOrThrow({ where: { id }, include: videoInclude }));
}
