// Media: reading, deleting, processing again.
import 'server-only';
import { transact } from '../db/client.ts';
import { readMedia } from '../db/read-media.ts';
import { recordAudit } from '../ports/audit.ts';
import { detachMedia } from '../ports/detach-media.ts';
import type { Ports } from '../ports/ports.ts';
import { markForDeletion, removeMedia } from '../ports/remove-media.ts';
import type { Actor } from '../shared/actor.ts';
import { AppError } from '../shared/errors.ts';
import { statesBefore } from '../shared/media-state.ts';
import type { Media, Reprocess } from '../shared/schemas/media.ts';
import { askedAgain } from './asked-again.ts';
import { ownedBy } from './readable.ts';
import { startNextRun } from './start-run.ts';

type Context = { actor: Actor; ports: Ports };

/** Throws `not_found`, also for a media of somebody else. */
export async function getMedia(id: string, { actor, ports }: Context): Promise<Media> {
  const own = await ports.db.media.findFirst({
    where: { id, ...ownedBy(actor) },
    select: { id: true },
  });
  const [media] = own ? await readMedia(ports.db, [id]) : [];
  if (!media) throw noSuchMedia();
  return media;
}

/**
 * Starts a new processing run, which makes what changed, failed or is asked for, and takes over the
 * rest; what the last good run made stays until the new one is whole. Throws `conflict` unless the media
 * is ready or failed, or its original is gone; `invalid_request` for a rendition it cannot have.
 */
export async function reprocessMedia(
  id: string,
  { actor, ports, wish = {} }: Context & { wish?: Reprocess },
): Promise<Media> {
  const before = await findOwn(id, actor, ports);
  const again = askedAgain(wish, before.type);
  if (before.status === 'failed' && !(await hasOriginal(before, ports))) {
    throw new AppError('conflict', 'The original is gone: upload the file again.');
  }
  await transact(ports.db, async (tx) => {
    const expected = { status: { in: statesBefore('processing') } };
    const isStarted =
      before.status !== 'uploading' &&
      (await startNextRun(tx, before, { expected, now: ports.now(), again }));
    if (!isStarted) {
      throw new AppError('conflict', 'This file is being uploaded or processed already.');
    }
    const now = ports.now();
    await recordAudit(tx, { actor, action: 'reprocess', noun: 'media', subjectId: id, now });
  });
  ports.sendWaitingEvents();
  return getMedia(id, { actor, ports });
}

/**
 * Deletes rows, objects and renditions. Throws `conflict` for a media in use, unless forced;
 * then what used it stays, without it, but for photos made of it, which go with it.
 */
export async function deleteMedia(
  id: string,
  { actor, ports, isForced }: Context & { isForced: boolean },
): Promise<void> {
  const { fileName } = await findOwn(id, actor, ports);
  const now = ports.now();
  await transact(ports.db, async (tx) => {
    // What uses it before the media itself: in the order a save locks them.
    if (isForced) await detachMedia(tx, id, { actor, now });
    await markForDeletion(tx, id, { now, isForced });
    // From here on nothing can be attached to it; what was, a moment ago, is seen now.
    if (isForced) await detachMedia(tx, id, { actor, now });
    // Afterwards nobody can look up which file it was.
    const details = { fileName };
    await recordAudit(tx, { actor, action: 'delete', noun: 'media', subjectId: id, details, now });
  });
  await removeMedia(id, ports);
}

/** A liar's object is no original, also when it could not be removed yet. */
async function hasOriginal(
  { id, storageKey }: { id: string; storageKey: string },
  { db, storage }: Ports,
): Promise<boolean> {
  if (await db.upload.count({ where: { mediaId: id, status: 'rejected' } })) return false;
  return (await storage.head(storageKey)) !== null;
}

async function findOwn(id: string, actor: Actor, { db }: Ports) {
  const row = await db.media.findFirst({ where: { id, ...ownedBy(actor) } });
  if (!row) throw noSuchMedia();
  return row;
}

function noSuchMedia(): AppError {
  return new AppError('not_found', 'There is no such media.');
}
