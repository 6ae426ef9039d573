// What is made of an image: its sizes and its placeholder, in one step.
import 'server-only';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { env } from '../env/env.ts';
import { decodeBmp } from '../ffmpeg/bmp.ts';
import type { MediaJob } from '../ffmpeg/outputs.ts';
import { readableHeic } from '../images/heic.ts';
import { type Holding, imageMemory } from '../images/memory.ts';
import { type ImageVariants, makeVariants } from '../images/variants.ts';
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
      await publishRenditions(run, { ...job, ...source }, changed, ports, {
        ...{ facts, inputHash, profiles, unchanged, isWhole: true },
      });
    }),
  );
}

/** All sizes come from one decode: it takes the time, not a size more or less. */
async function makeRenditions(job: MediaJob, source: Source) {
  const { facts, variants, placeholder, tookMs } = await timed(decodeAndSize(job, source));
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

async function decodeAndSize(job: MediaJob, source: Source): Promise<ImageVariants> {
  const options = { memory: imageMemory(), signal: job.signal };
  const path = await readable(job, source, options);
  const made = await makeVariants(path, {
    ...options,
    ...{ focalPoint: source.focalPoint, withAvif: env().IMAGE_AVIF },
  });
  if (path === source.path) return made;
  // What was read is a PNG of it.
  const format = source.mimeType === 'image/bmp' ? 'bmp' : 'heic';
  return { ...made, facts: { ...made.facts, format } };
}

/** The path of a file that libvips reads: of BMP and HEIC, a PNG that others make. */
async function readable(
  job: MediaJob,
  { path, mimeType }: Source,
  options: Holding,
): Promise<string> {
  const target = join(job.folder, 'source.png');
  if (mimeType === 'image/heic') return readableHeic({ ...options, source: path, target });
  if (mimeType !== 'image/bmp') return path;
  await decodeBmp({ ...job, source: path, target });
  return target;
}
