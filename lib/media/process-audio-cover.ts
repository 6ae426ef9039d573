// The pictures of a sound, made from the cover art in its file.
import 'server-only';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { log } from '../env/log.ts';
import { extractCover } from '../ffmpeg/cover-art.ts';
import type { MediaJob } from '../ffmpeg/outputs.ts';
import { imageMemory } from '../images/memory.ts';
import { makeCoverVariants } from '../images/variants.ts';
import type { MediaRun } from '../jobs/events.ts';
import type { MadeRendition } from './publish-renditions.ts';

/**
 * `thumbnail` and `small` of the cover in stream `coverIndex`; nothing when there is none, or when
 * it cannot be read. Throws only the signal's reason.
 */
export async function coverRenditions(
  run: MediaRun,
  job: MediaJob & { source: string; coverIndex: number | null },
): Promise<MadeRendition[]> {
  const { folder, coverIndex, signal } = job;
  if (coverIndex === null) return [];
  const startedAt = performance.now();
  try {
    const cover = await extractCover({ ...job, coverIndex });
    const variants = await makeCoverVariants(cover, { memory: imageMemory(), signal });
    const tookMs = Math.round(performance.now() - startedAt);
    return await Promise.all(
      variants.map(async ({ name, bytes, contentType, byteSize, width, height }) => {
        const path = `${name}.jpg`;
        await writeFile(join(folder, path), bytes);
        return { name, files: [{ path, contentType, byteSize }], width, height, tookMs } as const;
      }),
    );
  } catch (error) {
    signal?.throwIfAborted();
    // People came for the sound: a picture that breaks, whatever it breaks, is no reason to lose it.
    log().warn({ mediaId: run.mediaId, error: String(error) }, 'the cover art is left out');
    return [];
  }
}
