// What the media verbs hand back: files in the job folder, and the check that they are whole.
import 'server-only';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MediaFailure } from '#lib/shared/media-failure.ts';
import type { Binaries } from './binaries.ts';

export type OutputFile = {
  /** Relative to the job folder, with `/`: `hls/master.m3u8`. */
  path: string;
  contentType: string;
  byteSize: number;
};

/** What every media verb needs to know about its job; outputs go into `folder`, private to one job. */
export type MediaJob = {
  binaries: Binaries;
  folder: string;
  /** Wall clock of each ffmpeg process. */
  timeoutSeconds: number;
  signal?: AbortSignal | undefined;
};

/** Describes a finished file. Throws `MediaFailure('corrupt_file')` when it is missing or empty. */
export async function outputFile(
  folder: string,
  path: string,
  contentType: string,
): Promise<OutputFile> {
  const facts = await stat(join(folder, path)).catch(() => undefined);
  if (!facts || facts.size === 0) {
    throw new MediaFailure('corrupt_file', `Nothing could be made for ${path}.`);
  }
  return { path, contentType, byteSize: facts.size };
}

/**
 * Throws `MediaFailure('corrupt_file')` when an output is shorter than the source says it is. ffmpeg
 * exits with 0 after decoding half of a truncated file, so this is what tells.
 */
export function assertWhole(what: string, madeSeconds: number, expectedSeconds: number): void {
  // The tenth of a second is for clips of a few frames, where one frame is more than 2 %.
  if (madeSeconds >= expectedSeconds * 0.98 - 0.1) return;
  throw new MediaFailure(
    'corrupt_file',
    `The file breaks off: ${what} has ${madeSeconds.toFixed(1)} of ${expectedSeconds.toFixed(1)} s.`,
  );
}
