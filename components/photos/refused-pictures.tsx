'use client';
// The pictures that were not taken, and why.
import { useTranslations } from 'next-intl';
import { Notice } from '#components/ui/notice.tsx';
import { useRejectionSentence } from '#components/upload/use-rejection-sentence.ts';
import type { RefusedFile } from '#lib/client/form-intake.ts';

const mostShown = 5;

/** Nothing when all were taken. */
export function RefusedPictures({ refused }: { refused: readonly RefusedFile[] }) {
  const t = useTranslations('photo');
  const sentence = useRejectionSentence('photo.image');
  if (refused.length === 0) return null;
  return (
    <Notice tone="danger">
      <p>{t('refused', { count: refused.length })}</p>
      <ul className="mt-1 list-disc pl-5">
        {refused.slice(0, mostShown).map((file) => (
          <li key={file.fileName}>{sentence(file)}</li>
        ))}
      </ul>
    </Notice>
  );
}
