// What is made of an image: its sizes and its placeholder, in one step.
import 'server-only';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeBmp } from '../ffmpeg/bmp.ts';
import type { MediaJob } from '../ffmpeg/outputs.ts';
import { makeVariants } from '../images/variants.ts';
import type { MediaRun } from '../jobs/events.ts';
import type { Ports } from '../ports/ports.ts';
import { checkSource } from './check-source.ts';
import { inWorkspace } from './in-workspace.ts';
import { onceUntilReady } from './processing-run.ts';
import { type MadeRendition, publishRenditions } from './publish-renditions.ts';

const extensions = { 'image/jpeg': 'jpg', 'image/webp': 'webp', 'image/avif': 'avif' } as const;

/**
 * Makes, stores and enters every variant; with them the image is ready. Repeated, it changes nothing.
 * Throws `MediaFailure`, `Superseded`.
 */
export async function publishImage(run: MediaRun, ports: Ports): Promise<void> {
  await onceUntilReady(run, ports, () =>
    inWorkspace(run, ports, async (job, source) => {
      // Its sizes are made in a moment: one write says both that they are on their way and its hash.
      await checkSource(run, source.path, ports, { progress: 0.1, stage: 'encode' });
      const path = source.mimeType === 'image/bmp' ? await asPng(job, source.path) : source.path;
      const { facts, variants, placeholder } = await makeVariants(path);
      const renditions = variants.map(
        async ({ name, bytes, contentType, byteSize, width, height }): Promise<MadeRendition> => {
          const file = { path: `${name}.${extensions[contentType]}`, contentType, byteSize };
          await writeFile(join(job.folder, file.path), bytes);
          return { name, files: [file], width, height };
        },
      );
      const { width, height, ...metadata } = facts;
      await publishRenditions(run, job.folder, await Promise.all(renditions), ports, {
        facts: { width, height, metadata, placeholder },
        isWhole: true,
      });
    }),
  );
}

/** libvips does not read BMP; ffmpeg does. */
async function asPng(job: MediaJob, source: string): Promise<string> {
  const target = join(job.folder, 'source.png');
  await decodeBmp({ ...job, source, target });
  return target;
}
