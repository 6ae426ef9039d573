// What a file is called where two versions of a form are compared.
import type { Media } from '#lib/shared/schemas/media.ts';

/** `otherwise` names one that neither version has: it was brought in, or taken away, since. */
export function fileNameOf(
  mediaId: unknown,
  known: readonly (Media | null | undefined)[],
  otherwise: (mediaId: string) => string,
): string {
  if (!mediaId) return '–';
  const media = known.find((each) => each?.id === mediaId);
  return media?.fileName ?? otherwise(String(mediaId));
}
