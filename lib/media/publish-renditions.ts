// Storing what was made, and entering it in the ledger.
import 'server-only';
import { join } from 'node:path';
import { signalMedia } from '../db/media-signals.ts';
import type { MediaRun } from '../jobs/events.ts';
import type { Ports } from '../ports/ports.ts';
import type { RenditionName } from '../shared/renditions.ts';
import { renditionKey } from '../storage/keys.ts';
import { ofRun, Superseded } from './processing-run.ts';

/** A generation's key is written once, so its content can be kept for good. */
const cacheControl = 'public, max-age=31536000, immutable';

export type MadeFile = { path: string; contentType: string; byteSize: number };

/** `files[0]` is the one a link to the rendition leads to. */
export type MadeRendition = {
  name: RenditionName;
  files: [MadeFile, ...MadeFile[]];
  width?: number | null;
  height?: number | null;
  durationSeconds?: number | null;
  bitrate?: number | null;
  tookMs?: number;
};

/**
 * Stores the files of every rendition and then enters them together: all or none can be seen.
 * Repeating it overwrites the same keys with the same bytes. Throws `Superseded`.
 */
export async function publishRenditions(
  run: MediaRun,
  folder: string,
  renditions: MadeRendition[],
  { db, storage, now }: Ports,
): Promise<void> {
  const keyOf = ({ path }: MadeFile) => renditionKey(run.mediaId, run.generation, path);
  const files = renditions.flatMap((rendition) => rendition.files);
  for (const file of files) {
    const { path, contentType } = file;
    await storage.writeFile({
      key: keyOf(file),
      contentType,
      cacheControl,
      path: join(folder, path),
    });
  }
  await db.$transaction(async (tx) => {
    // A real change, so that the row stays locked until the renditions are in: without data, Prisma only reads.
    const { count } = await tx.media.updateMany({
      where: ofRun(run),
      data: { heartbeatAt: now() },
    });
    if (count === 0) throw new Superseded(run);
    for (const { name, files, ...facts } of renditions) {
      const { mediaId, generation } = run;
      const row = {
        ...facts,
        status: 'ready',
        storageKey: keyOf(files[0]),
        objectKeys: files.map(keyOf),
        contentType: files[0].contentType,
        byteSize: files.reduce((sum, file) => sum + file.byteSize, 0),
      } as const;
      await tx.rendition.upsert({
        where: { mediaId_generation_name: { mediaId, generation, name } },
        create: { ...row, mediaId, generation, name },
        update: row,
      });
    }
    await signalMedia(tx, run.mediaId);
  });
}
