// What the word behind `--as` stands for: where each file goes, and what is made of it.
import type { Noun } from '#lib/shared/schemas/record.ts';
import { type Purpose, purposes } from '#lib/shared/upload-policy.ts';

export type Kind = {
  /** The first of them that takes a file is the one it is uploaded for. */
  purposes: readonly Purpose[];
  /** What is made of each file once it is stored; null: the file alone. */
  record: Extract<Noun, 'film' | 'video' | 'photo'> | null;
};

const named = {
  library: { purposes: ['media.image', 'media.video', 'media.audio'], record: null },
  image: { purposes: ['media.image'], record: null },
  audio: { purposes: ['media.audio'], record: null },
  photo: { purposes: ['photo.image'], record: 'photo' },
  video: { purposes: ['video.file'], record: 'video' },
  film: { purposes: ['film.video'], record: 'film' },
} as const satisfies Record<string, Kind>;

export const kindNames = Object.keys(named);

/** Undefined for a word that is neither a kind nor a purpose of the API. */
export function kindOf(word: string): Kind | undefined {
  if (Object.hasOwn(named, word)) return named[word as keyof typeof named];
  const purpose = purposes.find((known) => known === word);
  return purpose && { purposes: [purpose], record: null };
}
