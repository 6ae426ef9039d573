// The few tags of a sound file that are worth keeping, made safe to store and to show.
import 'server-only';

const tagNames = ['title', 'artist', 'album', 'track', 'date', 'genre'] as const;
export type SoundTags = { [Name in (typeof tagNames)[number]]?: string };

const maxCharacters = 200;

/**
 * Control characters (Postgres refuses NUL), halves of surrogate pairs, and the marks that turn the
 * direction of text around, with which a title can pretend to be something else.
 */
const unwanted = /[\p{Cc}\p{Cs}\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

/** The known tags among those ffprobe found, in any letter case, cleaned and of bounded length. */
export function tagsIn(found: Record<string, unknown> | undefined): SoundTags {
  const tags: SoundTags = {};
  for (const [key, value] of Object.entries(found ?? {})) {
    const name = tagNames.find((known) => known === key.toLowerCase());
    if (!name || typeof value !== 'string') continue;
    const text = cleaned(value);
    if (text) tags[name] = text;
  }
  return tags;
}

function cleaned(value: string): string {
  const text = value.replace(unwanted, ' ').replace(/\s+/g, ' ').trim();
  // By characters, so that none is cut in half; twice as many units hold enough of them.
  return [...text.slice(0, 2 * maxCharacters)].slice(0, maxCharacters).join('').trim();
}
