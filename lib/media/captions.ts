// Captions of a video: adding, changing, deleting, and the list of them.
import 'server-only';
import { randomUUID } from 'node:crypto';
import { type CaptionRow, captionOrder, toCaption } from '../db/captions.ts';
import type { Transaction } from '../db/client.ts';
import { countAttempt } from '../db/rate-limits.ts';
import { log } from '../env/log.ts';
import type { Ports } from '../ports/ports.ts';
import type { Actor } from '../shared/actor.ts';
import { AppError } from '../shared/errors.ts';
import { languageName } from '../shared/language-tag.ts';
import {
  type Caption,
  type CaptionKind,
  type CaptionPatch,
  maxCaptionBytes,
  type NewCaption,
} from '../shared/schemas/caption.ts';
import { captionKey, captionPrefix } from '../storage/keys.ts';
import { decodeCaption } from './caption-bytes.ts';
import { readCues, UnreadableCaptions } from './caption-cues.ts';
import { writeWebVtt } from './caption-vtt.ts';
import { ownedBy } from './readable.ts';

type Context = { actor: Actor; ports: Ports };

/** More than any film has; every one is in the master playlist. */
const maxCaptions = 100;
/**
 * KiB of captions one person may bring in a minute: reading them holds up the whole process, a second
 * of processor time for the worst file. Small ones count as `leastKibibytes`.
 */
const kibibytesPerMinute = 20 * 1024;
const leastKibibytes = 64;
/** A stored text is never overwritten, so it can be kept for good. */
const cacheControl = 'public, max-age=31536000, immutable';

/** Throws `not_found`, also for a media of somebody else. */
export async function listCaptions(mediaId: string, { actor, ports }: Context): Promise<Caption[]> {
  const media = await ports.db.media.findFirst({
    where: { id: mediaId, ...ownedBy(actor) },
    select: { captions: { orderBy: captionOrder } },
  });
  if (!media) throw noMedia();
  return media.captions.map(toCaption);
}

/**
 * Stores captions as WebVTT; those of the same language and kind give way, and what is not said of
 * the new ones stays. Throws `not_found`, `file_too_large` above 2 MiB, `rate_limited`,
 * `invalid_request` for a media that is no video, for a label that is taken and for a text that cannot
 * be read, naming the line.
 */
export async function addCaption(
  mediaId: string,
  input: NewCaption,
  { actor, ports }: Context,
): Promise<Caption> {
  const { language, kind } = input;
  await requireVideo(ports.db, mediaId, actor);
  await takeRoom(input, { actor, ports });
  const content = readContent(input);
  const { row, replaced } = await ports.db.$transaction(async (tx) => {
    const all = await holdCaptions(tx, mediaId, { actor, ports });
    const before = all.find((one) => one.language === language && one.kind === kind);
    if (!before && all.length >= maxCaptions) throw tooMany();
    const described = {
      label: input.label ?? before?.label ?? defaultLabel(language, kind),
      isDefault: input.isDefault ?? before?.isDefault ?? false,
    };
    refuseTakenLabel(described.label, all, before?.id);
    if (described.isDefault) await endDefault(tx, mediaId);
    const storageKey = await store(mediaId, content.body, all, ports);
    const data = {
      ...{ ...described, language, kind, storageKey },
      ...{ byteSize: content.body.byteLength, cueCount: content.cueCount },
    };
    const row = before
      ? await tx.caption.update({ where: { id: before.id }, data })
      : await tx.caption.create({ data: { ...data, mediaId } });
    return { row, replaced: before };
  });
  if (replaced) await removeText(replaced, ports);
  return toCaption(row);
}

/** Changes the given facts. Throws `not_found`, `conflict` for a language and kind that is there. */
export async function changeCaption(
  mediaId: string,
  captionId: string,
  patch: CaptionPatch,
  { actor, ports }: Context,
): Promise<Caption> {
  const row = await ports.db.$transaction(async (tx) => {
    const all = await holdCaptions(tx, mediaId, { actor, ports });
    const before = all.find(({ id }) => id === captionId);
    if (!before) throw noCaption();
    const { language = before.language, kind = before.kind } = patch;
    const label = patch.label === null ? defaultLabel(language, kind) : patch.label;
    const isTaken = all.some(
      (one) => one.id !== captionId && one.language === language && one.kind === kind,
    );
    if (isTaken) {
      throw new AppError('conflict', 'There are captions of this language and kind already.', {
        fields: [{ path: 'language', message: 'taken' }],
      });
    }
    refuseTakenLabel(label ?? before.label, all, captionId);
    if (patch.isDefault) await endDefault(tx, mediaId);
    return tx.caption.update({ where: { id: captionId }, data: { ...patch, label } });
  });
  return toCaption(row);
}

/** Deletes captions and their text. Throws `not_found`. */
export async function deleteCaption(
  mediaId: string,
  captionId: string,
  { actor, ports }: Context,
): Promise<void> {
  const row = await ports.db.$transaction(async (tx) => {
    const all = await holdCaptions(tx, mediaId, { actor, ports });
    if (!all.some(({ id }) => id === captionId)) throw noCaption();
    return tx.caption.delete({ where: { id: captionId } });
  });
  await removeText(row, ports);
}

/**
 * Part of a transaction: nobody else changes the captions of this video until it ends, and a
 * deletion of the video waits. Answers all there are.
 */
async function holdCaptions(
  tx: Transaction,
  mediaId: string,
  { actor, ports }: Context,
): Promise<CaptionRow[]> {
  await requireVideo(tx, mediaId, actor);
  const { count } = await tx.media.updateMany({
    where: { id: mediaId, ...ownedBy(actor) },
    data: { updatedAt: ports.now() },
  });
  if (count === 0) throw noMedia();
  return tx.caption.findMany({ where: { mediaId }, orderBy: captionOrder });
}

async function requireVideo(db: Transaction, mediaId: string, actor: Actor): Promise<void> {
  const media = await db.media.findFirst({
    where: { id: mediaId, ...ownedBy(actor) },
    select: { type: true },
  });
  if (!media) throw noMedia();
  if (media.type === 'video') return;
  const message = 'Only videos have captions.';
  throw new AppError('invalid_request', message, { fields: [{ path: 'id', message }] });
}

/**
 * Writes a text under a name of its own while the video is held, so that the list of a deletion,
 * which waits, has it. A crash before the row is entered, or before the text it replaces is removed,
 * leaves an object that no row names: the next time somebody adds captions to this video it is
 * removed here, and with the video in any case.
 */
async function store(
  mediaId: string,
  body: Uint8Array,
  known: CaptionRow[],
  { storage }: Ports,
): Promise<string> {
  const named = new Set(known.map(({ storageKey }) => storageKey));
  const stray: string[] = [];
  for await (const { key } of storage.list(captionPrefix(mediaId))) {
    if (!named.has(key)) stray.push(key);
  }
  if (stray.length > 0) await storage.remove(stray);
  const key = captionKey(mediaId, randomUUID());
  await storage.writeBytes({ key, contentType: 'text/vtt', cacheControl, body });
  return key;
}

/** What is not removed now is found later: see `store`. */
async function removeText({ mediaId, storageKey }: CaptionRow, { storage }: Ports): Promise<void> {
  const failed = await storage.remove([storageKey]).catch(() => [storageKey]);
  if (failed.length > 0) log().warn({ mediaId }, 'the text of old captions stays for now');
}

async function takeRoom({ text, file }: NewCaption, { actor, ports }: Context): Promise<void> {
  const byteSize = file?.byteLength ?? Buffer.byteLength(text ?? '');
  if (byteSize > maxCaptionBytes) {
    throw new AppError('file_too_large', 'Captions have at most 2 MiB.');
  }
  const retryAfterSeconds = await countAttempt(ports.db, {
    ...{ key: `captions:${actor.id}`, windowSeconds: 60, limit: kibibytesPerMinute },
    weight: Math.max(leastKibibytes, Math.ceil(byteSize / 1024)),
  });
  if (retryAfterSeconds === 0) return;
  const message = 'Too many captions in a short time: wait a moment.';
  throw new AppError('rate_limited', message, { retryAfterSeconds });
}

function readContent({ text, file }: NewCaption): { body: Uint8Array; cueCount: number } {
  try {
    const cues = readCues(file ? decodeCaption(file) : (text ?? ''));
    return { body: Buffer.from(writeWebVtt(cues)), cueCount: cues.length };
  } catch (error) {
    if (!(error instanceof UnreadableCaptions)) throw error;
    const fields = [{ path: file ? 'file' : 'text', message: error.message }];
    throw new AppError('invalid_request', `These captions cannot be read: ${error.message}.`, {
      ...{ cause: error, fields },
    });
  }
}

/** The language in its own words, as somebody who reads it looks for it. */
function defaultLabel(language: string, kind: CaptionKind): string {
  const name = languageName(language, language);
  return kind === 'captions' ? `${name} (CC)` : name;
}

/** Playlists tell renditions apart by their name. */
function refuseTakenLabel(label: string, all: CaptionRow[], ownId: string | undefined): void {
  if (!all.some((one) => one.label === label && one.id !== ownId)) return;
  throw new AppError('invalid_request', 'Other captions of this video have this name.', {
    fields: [{ path: 'label', message: 'taken' }],
  });
}

async function endDefault(tx: Transaction, mediaId: string): Promise<void> {
  await tx.caption.updateMany({ where: { mediaId, isDefault: true }, data: { isDefault: false } });
}

function tooMany(): AppError {
  return new AppError('conflict', `A video has captions in at most ${maxCaptions} languages.`);
}

function noMedia(): AppError {
  return new AppError('not_found', 'There is no such media.');
}

function noCaption(): AppError {
  return new AppError('not_found', 'There are no such captions.');
}
