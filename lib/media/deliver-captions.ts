// Handing out captions to who may see the video: what there is, and the text of each.
import 'server-only';
import { type CaptionRow, captionOrder, toCaption } from '../db/captions.ts';
import { ports as livePorts, type Ports } from '../ports/ports.ts';
import type { Actor } from '../shared/actor.ts';
import { AppError } from '../shared/errors.ts';
import type { Caption } from '../shared/schemas/caption.ts';
import type { FileLink } from './deliver.ts';
import { fileLink } from './link-life.ts';
import { readText } from './read-text.ts';
import { readableBy } from './readable.ts';

type Context = { actor: Actor | null; ports: Ports };

/** What a player offers; nothing of a video the viewer may not see. */
export async function offeredCaptions(
  mediaId: string,
  actor: Actor | null,
  ports: Ports = livePorts(),
): Promise<Caption[]> {
  const rows = await ports.db.caption.findMany({
    where: { mediaId, media: readableBy(actor, ports.now()) },
    orderBy: captionOrder,
  });
  return rows.map(toCaption);
}

/**
 * The text itself, not a link: browsers load the `src` of a `<track>` from elsewhere only with the
 * film too under CORS rules. Throws `not_found` for what the viewer may not see.
 */
export async function readCaption(
  mediaId: string,
  captionId: string,
  context: Context,
): Promise<{ text: string; isPublic: boolean }> {
  const { storageKey, media } = await findReadable(mediaId, captionId, context);
  return { text: await readText(storageKey, context.ports), isPublic: media.isPublic };
}

/** A presigned GET that saves the text as `film.fr.vtt`. Throws like `readCaption`. */
export async function signCaption(
  mediaId: string,
  captionId: string,
  context: Context,
): Promise<FileLink> {
  const { storageKey: key, language, media } = await findReadable(mediaId, captionId, context);
  const downloadName = `${media.fileName.replace(/\.[^.]+$/, '')}.${language}.vtt`;
  const { storage, now } = context.ports;
  const url = await storage.signGet({ key, ...fileLink(now()), downloadName });
  return { url, isPublic: media.isPublic };
}

async function findReadable(
  mediaId: string,
  captionId: string,
  { actor, ports }: Context,
): Promise<CaptionRow & { media: { fileName: string; isPublic: boolean } }> {
  const row = await ports.db.caption.findFirst({
    where: { id: captionId, mediaId, media: readableBy(actor, ports.now()) },
    include: { media: { select: { fileName: true, isPublic: true } } },
  });
  if (!row) throw new AppError('not_found', 'There are no such captions.');
  return row;
}
