// What is made of an image: its sizes and its placeholder, in one step.
import 'server-only';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { env } from '../env/env.ts';
import { decodeBmp } from '../ffmpeg/bmp.ts';
import type { MediaJob } from '../ffmpeg/outputs.ts';
import { imageMemory } from '../images/memory.ts';
import { makeVariants } from '../images/variants.ts';
import type { MediaRun } from '../jobs/events.ts';
import type { Ports } from '../ports/ports.ts';
import { checkSource } from './check-source.ts';
import { inWorkspace, type Source } from './in-workspace.ts';
import { findUnchanged } from './ledger.ts';
import { onceUntilReady } from './processing-run.ts';
import { imageProfiles } from './profiles.ts';
import { type MadeRendition, publishRenditions } from './publish-renditions.ts';
import { timed } from './timed.ts';

const extensions = { 'image/jpeg': 'jpg', 'image/webp': 'webp', 'image/avif': 'avif' } as const;

/**
 * Makes, stores and enters every variant that no earlier run made just so; with them the image is ready.
 * Repeated, it changes nothing. Throws `MediaFailure`, `Superseded`.
 */
export async function publishImage(run: MediaRun, ports: Ports): Promise<void> {
  await onceUntilReady(run, ports, () =>
    inWorkspace(run, ports, async (job, source) => {
      // Its sizes are made in a moment: one write says both that they are on their way and its hash.
      const begins = { progress: 0.1, stage: 'encode' };
      const inputHash = await checkSource(run, source.path, ports, begins);
      const profiles = imageProfiles(source.focalPoint, { withAvif: env().IMAGE_AVIF });
      const names = Object.entries(profiles);
      const groups = names.map(([name, hash]) => ({ [name]: hash }));
      const unchanged = await findUnchanged(run, { inputHash, groups }, ports);
      const isAllThere = unchanged.length === names.length;
      const { facts, renditions } = isAllThere
        ? { facts: {}, renditions: [] }
        : await makeRenditions(job, source);
      const changed = renditions.filter(({ name }) => !unchanged.some((row) => row.name === name));
      await publishRenditions(run, job.folder, changed, ports, {
        ...{ facts, inputHash, profiles, unchanged, isWhole: true },
      });
    }),
  );
}

/** All sizes come from one decode: it takes the time, not a size more or less. */
async function makeRenditions(job: MediaJob, source: Source) {
  const path = source.mimeType === 'image/bmp' ? await asPng(job, source.path) : source.path;
  const { facts, variants, placeholder, tookMs } = await timed(
    makeVariants(path, {
      focalPoint: source.focalPoint,
      withAvif: env().IMAGE_AVIF,
      memory: imageMemory(),
      signal: job.signal,
    }),
  );
  const { width, height, ...metadata } = facts;
  const renditions = variants.map(
    async ({ bytes, contentType, byteSize, ...variant }): Promise<MadeRendition> => {
      const file = {
        path: `${variant.name}.${extensions[contentType]}`,
        contentType,
        byteSize,
      };
      await writeFile(join(job.folder, file.path), bytes);
      return { ...variant, files: [file], tookMs };
    },
  );
  return {
    facts: { width, height, metadata, placeholder },
    renditions: await Promise.all(renditions),
  };
}

/** libvips does not read BMP; ffmpeg does. */
async function asPng(job: MediaJob, source: string): Promise<string> {
  const target = join(job.folder, 'source.png');
  await decodeBmp({ ...job, source, target });
  return target;
}
