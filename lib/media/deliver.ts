// Handing out stored files: never the bytes, only links to them, short-lived but for what is public.
import 'server-only';
import { captionOrder } from '../db/captions.ts';
import { publicUrl } from '../db/media.ts';
import type { RenditionRow } from '../db/renditions.ts';
import type { Ports } from '../ports/ports.ts';
import type { Actor } from '../shared/actor.ts';
import { AppError } from '../shared/errors.ts';
import { earlyName, isEarly } from '../shared/renditions.ts';
import { keyBeside } from '../storage/keys.ts';
import { captionNamed, captionPlaylist, withSubtitles } from './caption-playlists.ts';
import { keptLink } from './kept-links.ts';
import { fileLink, hourOf, keptAs } from './link-life.ts';
import { readText } from './read-text.ts';
import { originalReadableBy, readableBy } from './readable.ts';
import { signPlaylist } from './sign-playlist.ts';

type Context = { actor: Actor | null; ports: Ports };

/** Where a file is; of a public one the address may be told to everybody. */
export type FileLink = { url: string; isPublic: boolean };

/** A film is played longer than a page is open. */
const longestPlaySeconds = 6 * 3600;
/** S3 signs for no longer (AWS Signature Version 4, presigned URLs). */
const longestLinkSeconds = 7 * 24 * 3600;

/**
 * The original (`original`) or a rendition by name: at the bucket's public address for a public media,
 * else by a presigned request: a HEAD for who asks so, as a store takes a signature for no other
 * method. `isDownload` makes the browser save it under its own name. Throws `not_found` for what the viewer
 * may not see.
 */
export async function linkFile(
  mediaId: string,
  name: string,
  { actor, ports, isDownload, isHead = false }: Context & { isDownload: boolean; isHead?: boolean },
): Promise<FileLink> {
  const isOriginal = name === 'original';
  const readable = isOriginal ? originalReadableBy(actor) : readableBy(actor, ports.now());
  const media = await ports.db.media.findFirst({
    where: { id: mediaId, status: { not: 'uploading' }, ...readable },
    include: {
      renditions: { where: { name, status: 'ready' }, orderBy: { generation: 'desc' }, take: 1 },
    },
  });
  const key = isOriginal ? media?.storageKey : media?.renditions[0]?.storageKey;
  if (!media || !key) throw new AppError('not_found', 'There is no such file.');
  const { isPublic } = media;
  const open = isDownload ? undefined : publicUrl(media, key);
  const saying = isDownload ? { downloadName: media.fileName } : { cacheControl: keptAs(isPublic) };
  const method = isHead ? 'HEAD' : 'GET';
  const signed = { key, method, ...fileLink(ports.now()), ...saying } as const;
  return { url: open ?? (await ports.storage.signGet(signed)), isPublic };
}

/**
 * A playlist of the media's HLS ladder, with its captions, or its storyboard; every file it names is
 * behind a signed URL, or at the bucket's public address for a public media. `path` is
 * `<generation>/<name>.m3u8` or `<generation>/storyboard.vtt`, of the run that made it. Throws
 * `not_found` for what the viewer may not see.
 */
export async function readPlaylist(
  mediaId: string,
  path: string[],
  { actor, ports }: Context,
): Promise<{ text: string; isPublic: boolean }> {
  const [generation = '', fileName = '', ...rest] = path;
  const grows = isEarly(path.join('/'));
  const name = grows ? earlyName : fileName.endsWith('.vtt') ? 'storyboard' : 'hls';
  if (!/^\d{1,9}$/.test(generation) || !/^[\w-]+\.(m3u8|vtt)$/.test(fileName) || rest.length > 0) {
    throw noPlaylist();
  }
  const media = await ports.db.media.findFirst({
    where: { id: mediaId, ...readableBy(actor, ports.now()) },
    include: {
      renditions: { where: { name, status: 'ready' } },
      captions: { orderBy: captionOrder },
    },
  });
  const caption = media && captionNamed(fileName, media.captions);
  // Of whichever run: a later one may have taken it over.
  const isMeant = (row: RenditionRow) =>
    (row.madeIn ?? row.generation) === Number(generation) &&
    row.objectKeys.some((key) => key === fileBeside(row, fileName));
  const stored = media?.renditions.find((row) => caption || isMeant(row));
  if (!media || !stored) throw noPlaylist();
  const keyOf = (file: string) => fileBeside(stored, file);
  const durationSeconds = media.durationSeconds ?? stored.durationSeconds ?? 0;
  const { isPublic } = media;
  const expiresInSeconds = playSeconds(durationSeconds);
  const cacheControl = keptAs(isPublic);
  const link = async (key: string, signedAt = hourOf(ports.now())) =>
    publicUrl(media, key) ??
    ports.storage.signGet({ key, expiresInSeconds, signedAt, cacheControl });
  if (caption) {
    const text = captionPlaylist(await link(caption.storageKey), durationSeconds);
    return { text, isPublic };
  }
  const playlist = await readText(keyOf(fileName), ports);
  if (grows) {
    // It may be taken back within the hour: what was linked for everybody is kept apart.
    const kept = (key: string) =>
      keptLink(`${cacheControl} ${key}`, (signedAt) => link(key, signedAt), ports.now());
    return { text: await signPlaylist(playlist, (file) => kept(keyOf(file))), isPublic };
  }
  const signed = await signPlaylist(playlist, (file) => link(keyOf(file)), {
    // Stored beside their files, they lead to them without the app.
    withPlaylists: publicUrl(media, stored.storageKey) !== undefined,
  });
  const text = fileName === 'master.m3u8' ? withSubtitles(signed, media.captions) : signed;
  return { text, isPublic };
}

/** All files of a ladder lie in one folder. */
function fileBeside({ storageKey }: RenditionRow, fileName: string): string {
  return keyBeside(storageKey ?? '', fileName);
}

/** Who watches pauses, too; of the first hour some is over already. */
function playSeconds(durationSeconds: number): number {
  const generous = 3600 + Math.max(longestPlaySeconds, Math.ceil(2 * durationSeconds));
  return Math.min(generous, longestLinkSeconds);
}

function noPlaylist(): AppError {
  return new AppError('not_found', 'There is no such playlist.');
}
