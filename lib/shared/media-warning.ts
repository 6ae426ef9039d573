// What was made of a media works and is not all it could be: words of the messages (`warnings`).
import { z } from 'zod';

/** `not_tonemapped`: HDR, and the ffmpeg that made it has no filters to convert it. */
const mediaWarnings = ['not_tonemapped'] as const;
export type MediaWarning = (typeof mediaWarnings)[number];

const warnedSchema = z.object({ warnings: z.array(z.enum(mediaWarnings)) });

/** What processing entered in `metadata`; a media of before has none. */
export function warningsIn(metadata: Record<string, unknown>): MediaWarning[] {
  return warnedSchema.safeParse(metadata).data?.warnings ?? [];
}
