// Searching a text for words as people typed them.
import 'server-only';

/** The condition that a text contains these words, in any case: `%` and `_` are letters like any other. */
export function containing(words: string) {
  return { contains: escapeLike(words), mode: 'insensitive' as const };
}

/** The condition that a text is this one, in any case. */
export function sameWords(text: string) {
  return { equals: escapeLike(text), mode: 'insensitive' as const };
}

/** Prisma searches with LIKE, and leaves what is special to it as it is. */
function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
