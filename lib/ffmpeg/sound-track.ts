// Encodes the sound of a film alone, in one piece: cut into chunks it would click at every seam.
import 'server-only';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { untrustedVideoInput } from './hostile-input.ts';
import { type MediaJob, type OutputFile, outputFile } from './outputs.ts';
import { audioOptions, cleanMp4 } from './plan.ts';
import { runDirectly } from './run.ts';
import type { VideoFacts } from './video-facts.ts';

/** Where it lies in the job's folder, beside the chunks. */
export const soundPath = 'chunks/sound.mp4';

/** Written just as `encodeLadder` writes it beside the picture. `onProgress` gets 0 to 1. */
export async function encodeSound(
  job: MediaJob & {
    source: string;
    facts: VideoFacts;
    onProgress?: ((fraction: number) => void) | undefined;
  },
): Promise<OutputFile> {
  const { binaries, folder, source, facts, timeoutSeconds, signal, onProgress } = job;
  const { ffmpeg } = binaries;
  const { durationSeconds } = facts;
  await mkdir(join(folder, 'chunks'), { recursive: true });
  const partial = join(folder, `${soundPath}.part`);
  await runDirectly(
    {
      inputs: [{ options: untrustedVideoInput, path: source }],
      outputs: [{ path: partial, options: [...audioOptions(facts), ...cleanMp4] }],
    },
    { ffmpeg, timeoutSeconds, signal, onProgress, durationSeconds },
  );
  await rename(partial, join(folder, soundPath));
  return outputFile(folder, soundPath, 'audio/mp4');
}
