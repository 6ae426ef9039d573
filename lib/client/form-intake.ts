// Sorts the files a person brings to a place of a form: what is taken, what is not and why.
import { claimedFormat, type PurposePolicy } from '#lib/shared/upload-policy.ts';
import { isHidden } from './library-intake.ts';

/** `tooMany`: it fits, and there is no room left for it. */
export type RefusedFile = {
  fileName: string;
  byteSize: number;
  reason: 'type' | 'empty' | 'tooLarge' | 'tooMany';
};

export type FormIntake = { taken: File[]; refused: RefusedFile[] };

/** Takes the first `room` files that fit, in order. Hidden files are passed over without a word. */
export function sortForForm(
  files: readonly File[],
  policy: PurposePolicy,
  room: number,
): FormIntake {
  const taken: File[] = [];
  const refused: RefusedFile[] = [];
  for (const file of files) {
    if (isHidden(file)) continue;
    const reason = reasonAgainst(file, policy) ?? (taken.length < room ? null : 'tooMany');
    if (reason) refused.push({ fileName: file.name, byteSize: file.size, reason });
    else taken.push(file);
  }
  return { taken, refused };
}

function reasonAgainst(file: File, policy: PurposePolicy): RefusedFile['reason'] | null {
  if (!claimedFormat(policy, { fileName: file.name, contentType: file.type })) return 'type';
  if (file.size === 0) return 'empty';
  return file.size > policy.maxBytes ? 'tooLarge' : null;
}
