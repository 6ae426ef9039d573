// Finds out which of the files picked again belongs to which upload that waits for its file.
import type { Upload } from '#lib/client/upload/upload.ts';

type Match = { upload: Upload; file: File };

/**
 * Pairs by name and size, each file and each upload once. For `wanted`, the size alone will do when
 * one file was picked: it may have been renamed, and the engine compares the content anyway.
 */
export function matchFiles(
  uploads: readonly Upload[],
  files: readonly File[],
  wanted?: Upload,
): Match[] {
  const left = [...files];
  const matches: Match[] = [];
  // The one that was asked for goes first, should two of the same name and size be waiting.
  const inOrder = wanted ? [wanted, ...uploads.filter(({ id }) => id !== wanted.id)] : uploads;
  for (const upload of inOrder.filter(waitsForFile)) {
    const isSole = upload === wanted && files.length === 1;
    const index = left.findIndex(
      ({ name, size }) => size === upload.byteSize && (name === upload.fileName || isSole),
    );
    const [file] = index < 0 ? [] : left.splice(index, 1);
    if (file) matches.push({ upload, file });
  }
  return matches;
}

export function waitsForFile({ state }: Upload): boolean {
  return state.name === 'waiting' && state.needs === 'file';
}
