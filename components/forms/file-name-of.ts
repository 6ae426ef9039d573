// What a file is called where two versions of a form are compared.
import type { Media } from '#lib/shared/schemas/media.ts';

/** `otherwise` for one that neither version knows: it was brought in since. */
export function fileNameOf(
  mediaId: unknown,
  known: readonly (Media | null | undefined)[],
  otherwise: string,
): string {
  if (!mediaId) return '–';
  return known.find((media) => media?.id === mediaId)?.fileName ?? otherwise;
}
