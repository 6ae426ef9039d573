'use client';
// Says why a file was not taken at a place of a form.
import { useLocale, useTranslations } from 'next-intl';
import type { FileRejection } from 'react-dropzone';
import type { RefusedFile } from '#lib/client/form-intake.ts';
import { formatBytes, formatBytesUp } from '#lib/client/format.ts';
import { usePurposePolicy } from '#lib/client/upload/policy-context.ts';
import { formatNames, type Purpose } from '#lib/shared/upload-policy.ts';

/** Answers a function that says which file it is, what is wrong with it, what would be taken. */
export function useRejectionSentence(purpose: Purpose): (refused: RefusedFile) => string {
  const t = useTranslations('upload');
  const locale = useLocale();
  const policy = usePurposePolicy(purpose);
  return ({ fileName: name, byteSize, reason }) => {
    if (reason === 'tooMany') return t('tooMany');
    if (reason === 'type') {
      return t('wrongType', { name, formats: formatNames(policy).join(', ') });
    }
    if (reason === 'empty') return t('empty', { name });
    const limit = formatBytes(policy.maxBytes, locale);
    return t('tooLarge', { name, size: formatBytesUp(byteSize, locale), limit });
  };
}

/** What a drop zone found wrong with a file. */
export function refusedBy({ file, errors }: FileRejection): RefusedFile {
  return { fileName: file.name, byteSize: file.size, reason: reasonOf(errors) };
}

function reasonOf(errors: FileRejection['errors']): RefusedFile['reason'] {
  const codes = errors.map(({ code }) => code);
  if (codes.includes('too-many-files')) return 'tooMany';
  if (codes.includes('file-invalid-type')) return 'type';
  return codes.includes('file-too-small') ? 'empty' : 'tooLarge';
}
