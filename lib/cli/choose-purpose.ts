// Which of the wanted purposes takes a file, or why none does.
import { basename } from 'node:path';
import {
  claimedFormat,
  formatNames,
  type Purpose,
  storedAs,
  type UploadPolicy,
} from '#lib/shared/upload-policy.ts';
import type { FoundFile, LeftOut } from './walk-paths.ts';

export type ChosenFile = FoundFile & { purpose: Purpose; contentType: string };

/** `policy` is that of the server: its limits may be others than the ones out of the box. */
export function choosePurpose(
  file: FoundFile,
  purposes: readonly Purpose[],
  policy: UploadPolicy,
): { chosen: ChosenFile } | { leftOut: LeftOut } {
  const { path, byteSize } = file;
  const claim = { fileName: basename(path), contentType: '' };
  for (const purpose of purposes) {
    const format = claimedFormat(policy[purpose], claim);
    if (!format) continue;
    const { maxBytes } = policy[purpose];
    if (byteSize > maxBytes) {
      const sentence = `It is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB.`;
      return { leftOut: { path, reason: 'too_large', sentence } };
    }
    return { chosen: { ...file, purpose, contentType: storedAs(format).contentType } };
  }
  const names = new Set(purposes.flatMap((purpose) => formatNames(policy[purpose])));
  const sentence = `Its type is not taken: only ${[...names].join(', ')}.`;
  return { leftOut: { path, reason: 'type', sentence } };
}
