// Sorts what a person brings to the library: what is taken and as what, what is not and why.
import {
  claimedFormat,
  maxFilesAtOnce,
  type Purpose,
  type PurposePolicy,
} from '#lib/shared/upload-policy.ts';

/** What a file of the library can be; the first that takes it wins. */
export const libraryPurposes = [
  'media.image',
  'media.video',
  'media.audio',
] as const satisfies readonly Purpose[];
export type LibraryPurpose = (typeof libraryPurposes)[number];
export type LibraryPolicies = Record<LibraryPurpose, PurposePolicy>;

/** Files that were not taken for the same reason. */
export type Refusal =
  | { reason: 'type' | 'empty'; fileNames: string[] }
  | { reason: 'tooLarge'; purpose: LibraryPurpose; fileNames: string[] };

export type Intake = {
  taken: { file: File; purpose: LibraryPurpose }[];
  refusals: Refusal[];
  /** How many would have been taken, when that is more than `maxFilesAtOnce`: then none is. */
  tooMany: number | null;
};

/** Hidden files and what systems leave in folders are passed over without a word. */
export function sortFiles(files: readonly File[], policies: LibraryPolicies): Intake {
  const taken: Intake['taken'] = [];
  const refusals = new Map<string, Refusal>();
  const refuse = (file: File, refusal: Refusal) => {
    const key = refusal.reason === 'tooLarge' ? refusal.purpose : refusal.reason;
    const group = refusals.get(key) ?? refusal;
    group.fileNames.push(file.name);
    refusals.set(key, group);
  };

  for (const file of files) {
    if (isHidden(file)) continue;
    const purpose = purposeOf(file, policies);
    if (!purpose) refuse(file, { reason: 'type', fileNames: [] });
    else if (file.size === 0) refuse(file, { reason: 'empty', fileNames: [] });
    else if (file.size > policies[purpose].maxBytes) {
      refuse(file, { reason: 'tooLarge', purpose, fileNames: [] });
    } else taken.push({ file, purpose });
  }
  if (taken.length > maxFilesAtOnce) {
    return { taken: [], refusals: [], tooMany: taken.length };
  }
  return { taken, refusals: [...refusals.values()], tooMany: null };
}

function purposeOf(file: File, policies: LibraryPolicies): LibraryPurpose | undefined {
  const claim = { fileName: file.name, contentType: file.type };
  return libraryPurposes.find((purpose) => claimedFormat(policies[purpose], claim));
}

const leftBySystems = ['thumbs.db', 'ehthumbs.db', 'desktop.ini', '__macosx', '@eadir'];

/** Also everything inside a hidden folder. */
export function isHidden(file: File): boolean {
  return pathOf(file)
    .split('/')
    .some((part) => /^\.[^.]/.test(part) || leftBySystems.includes(part.toLowerCase()));
}

/** Where it lay in the folder that was dropped (the drop zone notes it) or chosen. */
function pathOf(file: File & { path?: string }): string {
  return file.path || file.webkitRelativePath || file.name;
}
