// The files records show, and how to follow those that are not ready yet.
import type { Media } from '#lib/shared/schemas/media.ts';
import type { Noun } from '#lib/shared/schemas/record.ts';
import type { RecordList, Records } from './record-schemas.ts';

const mediaOf: { [N in Noun]: (record: Records[N]) => (Media | null)[] } = {
  film: ({ video, poster }) => [video, poster],
  video: ({ media, cover }) => [media, cover],
  photo: ({ media }) => [media],
  album: ({ photos }) => photos.map(({ media }) => media),
  product: ({ images }) => images,
};

const pollMs = 3_000;

/**
 * When to ask for a list again; false when nothing goes on in it. A stream for each of its files
 * would take every connection.
 */
export function pollListAfterMs<N extends Noun>(
  noun: N,
  list: RecordList<N> | undefined,
): number | false {
  const media = list?.results.flatMap(mediaOf[noun]) ?? [];
  return media.some((each) => each?.status === 'processing') && pollMs;
}
