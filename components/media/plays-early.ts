// What of a video can be watched before its versions are made.
import { isEarly } from '#lib/shared/renditions.ts';
import type { Media } from '#lib/shared/schemas/media.ts';

type Watchable = Pick<Media, 'type' | 'status' | 'metadata'> & {
  urls: Pick<Media['urls'], 'original' | 'hls' | 'mp4'>;
};

/** The file as it was sent, or the smallest of its versions while that is being made. */
export type EarlyVersion = 'original' | 'rung';

/**
 * While a video is processed for the first time: its original, which its owner and admins may read,
 * when that is a file that browsers play (`playsAsIs` in its facts, known as soon as it was examined);
 * else its smallest version, which grows. Null when there is nothing yet, or better.
 */
export function playsEarly({ type, status, metadata, urls }: Watchable): EarlyVersion | null {
  if (type !== 'video' || status !== 'processing' || urls.mp4) return null;
  if (urls.hls) return isEarly(urls.hls) ? 'rung' : null;
  return metadata.playsAsIs === true && urls.original ? 'original' : null;
}

type Growing = { hls: string; growsTo: number | undefined };

/**
 * The smallest version of a video as a stream, as long as its row names nothing better: a moment
 * longer than it is processed, until the addresses of the others have been fetched.
 */
export function growingStream({
  urls,
  duration,
}: Pick<Media, 'urls' | 'duration'>): Growing | null {
  const { hls, mp4 } = urls;
  return hls && isEarly(hls) && !mp4 ? { hls, growsTo: duration ?? undefined } : null;
}
