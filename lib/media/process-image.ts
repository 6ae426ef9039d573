// What is made of an image: its sizes and its placeholder, in one step.
import 'server-only';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { env } from '../env/env.ts';
import { binaries } from '../ffmpeg/binaries.ts';
import { decodeBmp } from '../ffmpeg/bmp.ts';
import { makeVariants } from '../images/variants.ts';
import type { MediaRun } from '../jobs/events.ts';
import type { Ports } from '../ports/ports.ts';
import { checkSource } from './check-source.ts';
import { mediaOf, updateRun, withProgress } from './processing-run.ts';
import { type MadeRendition, publishRenditions } from './publish-renditions.ts';
import { fetchSource, type Source } from './workspace.ts';

const extensions = { 'image/jpeg': 'jpg', 'image/webp': 'webp', 'image/avif': 'avif' } as const;

/** Makes, stores and enters every variant. Throws `MediaFailure`, `Superseded`. */
export async function publishImage(run: MediaRun, ports: Ports): Promise<void> {
  const media = await mediaOf(run, ports);
  await withProgress(run, ports, async ({ signal, report }) => {
    report(0.1, 'encode');
    const source = await fetchSource(run, media, ports);
    const sha256 = await checkSource(source.path, media.upload?.declaredSha256 ?? null);
    const path = media.mimeType === 'image/bmp' ? await asPng(source, signal) : source.path;
    const { facts, variants, placeholder } = await makeVariants(path);
    report(0.7, 'store');
    const renditions = variants.map(
      async ({ name, bytes, contentType, byteSize, width, height }): Promise<MadeRendition> => {
        const file = { path: `${name}.${extensions[contentType]}`, contentType, byteSize };
        await writeFile(join(source.folder, file.path), bytes);
        return { name, files: [file], width, height };
      },
    );
    await publishRenditions(run, source.folder, await Promise.all(renditions), ports);
    const { width, height, ...metadata } = facts;
    await updateRun(run, { sha256, width, height, metadata, placeholder }, ports);
  });
}

/** libvips does not read BMP; ffmpeg does. */
async function asPng({ folder, path }: Source, signal: AbortSignal): Promise<string> {
  const target = join(folder, 'source.png');
  const timeoutSeconds = env().MEDIA_TIMEOUT_MINUTES * 60;
  await decodeBmp({ binaries: await binaries(), source: path, target, timeoutSeconds, signal });
  return target;
}
