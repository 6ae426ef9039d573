// Whether a video can be watched before its versions are made.
import type { Media } from '#lib/shared/schemas/media.ts';

type Watchable = Pick<Media, 'type' | 'status' | 'metadata'> & {
  urls: Pick<Media['urls'], 'original' | 'hls' | 'mp4'>;
};

/**
 * True while it is processed for the first time and its original, which its owner and admins may
 * read, is a file that browsers play (`playsAsIs` in its facts, known as soon as it was examined).
 */
export function playsEarly({ type, status, metadata, urls }: Watchable): boolean {
  return (
    type === 'video' &&
    status === 'processing' &&
    metadata.playsAsIs === true &&
    Boolean(urls.original) &&
    !urls.hls &&
    !urls.mp4
  );
}
