// What people say about a media: its title, its description, what its crops and its poster show, who may see it.
import 'server-only';
import { signalMedia } from '../db/media-signals.ts';
import { type AuditedDeed, recordAudit } from '../ports/audit.ts';
import type { Ports } from '../ports/ports.ts';
import type { Actor } from '../shared/actor.ts';
import { AppError } from '../shared/errors.ts';
import type { FocalPoint, Media, MediaPatch } from '../shared/schemas/media.ts';
import { getMedia } from './media.ts';
import { startPosterRun } from './poster-run.ts';
import { ownedBy } from './readable.ts';
import { startNextRun } from './start-run.ts';

type Context = { actor: Actor; ports: Ports };
type Fields = Omit<MediaPatch, 'version'>;

/**
 * Changes the given fields and raises `version`. Another focal point starts a new run, as the crops
 * have to be made again, and another moment for the poster does; the old ones stay until it is whole.
 * Throws `not_found`, `conflict` for a stale `version`, saying what is there now, and `invalid_request`
 * for what such a media does not have: a focal point of what is no image, a moment of what is no video.
 */
export async function changeMedia(
  id: string,
  { version, ...fields }: MediaPatch,
  { actor, ports }: Context,
): Promise<Media> {
  const before = await getMedia(id, { actor, ports });
  if (before.version !== version) throw staleVersion(version, before, fields);
  throwUnlessFitting(before, fields);
  const isChanged = await ports.db.$transaction(async (tx) => {
    const [media] = await tx.media.updateManyAndReturn({
      where: { id, version, ...ownedBy(actor) },
      data: { ...columnsOf(fields), version: { increment: 1 } },
      select: { id: true, ownerId: true, type: true, generation: true, status: true },
    });
    if (!media) return false;
    await recordAudit(tx, {
      ...deedOf(fields, before),
      ...{ actor, noun: 'media', subjectId: id, now: ports.now() },
    });
    // A run that is under way may have read the old point: it is superseded. What is still being
    // uploaded has no run yet, and what failed would fail again.
    const hasRun = media.status === 'ready' || media.status === 'processing';
    const { posterSeconds } = fields;
    const isReframed = posterSeconds !== undefined && posterSeconds !== before.posterSeconds;
    if (hasRun && isMoved(before.focalPoint, fields.focalPoint)) {
      await startNextRun(tx, media, { expected: {}, now: ports.now() });
    } else if (isReframed) {
      await startPosterRun(tx, media, ports.now());
    } else {
      await signalMedia(tx, id);
    }
    return true;
  });
  const after = await getMedia(id, { actor, ports });
  if (!isChanged) throw staleVersion(version, after, fields);
  ports.sendWaitingEvents();
  return after;
}

/**
 * Has everybody see the media, or only its owner, whatever its version: who says so for many at once
 * means them as they are. Throws `not_found`.
 */
export async function setVisibility(
  id: string,
  { isPublic }: { isPublic: boolean },
  { actor, ports }: Context,
): Promise<void> {
  await ports.db.$transaction(async (tx) => {
    const own = { id, ...ownedBy(actor) };
    const { count } = await tx.media.updateMany({
      where: { ...own, isPublic: !isPublic },
      data: { isPublic, version: { increment: 1 } },
    });
    if (count > 0) {
      const action = isPublic ? 'publish' : 'unpublish';
      await recordAudit(tx, { actor, action, noun: 'media', subjectId: id, now: ports.now() });
      return signalMedia(tx, id);
    }
    const isThere = (await tx.media.count({ where: own })) > 0;
    if (!isThere) throw new AppError('not_found', 'There is no such media.');
  });
}

/** Who may see it weighs more than what else was changed with it. */
function deedOf(fields: Fields, before: Media): Pick<AuditedDeed, 'action' | 'details'> {
  const details = { fields: Object.keys(fields) };
  const { isPublic } = fields;
  if (isPublic === undefined || isPublic === before.isPublic) return { action: 'update', details };
  return { action: isPublic ? 'publish' : 'unpublish', details };
}

function columnsOf({ focalPoint, posterSeconds, isPublic, title, alt }: Fields) {
  return {
    ...(posterSeconds === undefined ? {} : { posterSeconds }),
    ...(isPublic === undefined ? {} : { isPublic }),
    ...(title === undefined ? {} : { title }),
    ...(alt === undefined ? {} : { alt }),
    ...(focalPoint === undefined
      ? {}
      : { focalX: focalPoint?.x ?? null, focalY: focalPoint?.y ?? null }),
  };
}

function isMoved(before: FocalPoint | null, after: FocalPoint | null | undefined): boolean {
  return after !== undefined && (before?.x !== after?.x || before?.y !== after?.y);
}

/** Names each field that was to be changed, and what it holds by now. */
function staleVersion(expected: number, now: Media, wanted: Fields): AppError {
  const names = (['title', 'alt', 'focalPoint', 'posterSeconds', 'isPublic'] as const).filter(
    (name) => wanted[name] !== undefined,
  );
  return new AppError(
    'conflict',
    `Somebody else changed this file: expected version ${expected}, found ${now.version}.`,
    { fields: names.map((path) => ({ path, message: `Now ${JSON.stringify(now[path])}.` })) },
  );
}

function throwUnlessFitting({ type, duration }: Media, fields: Fields): void {
  const { focalPoint, posterSeconds } = fields;
  if (focalPoint && type !== 'image') throw wrong('focalPoint', 'Only images have a focal point.');
  if (typeof posterSeconds !== 'number') return;
  if (type !== 'video') throw wrong('posterSeconds', 'Only videos have a poster.');
  // Before it was examined nobody knows how long it is; then the last frame is taken.
  if (duration !== null && posterSeconds > duration) {
    throw wrong('posterSeconds', `The video ends at ${duration} s.`);
  }
}

function wrong(path: keyof Fields, message: string): AppError {
  return new AppError('invalid_request', message, { fields: [{ path, message }] });
}
