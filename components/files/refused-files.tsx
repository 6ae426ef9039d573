'use client';
// Which of the files that were brought in last were not taken, and why.
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useRejectionSentence } from '#components/upload/use-rejection-sentence.ts';
import type { RefusedFile } from '#lib/client/form-intake.ts';
import type { Purpose } from '#lib/shared/upload-policy.ts';

type RefusedFilesProps = {
  purpose: Purpose;
  refused: readonly RefusedFile[];
  maxFiles: number;
  onDismiss: () => void;
};

/** More sentences would push the files away and help nobody. */
const sentencesAtMost = 5;

export function RefusedFiles({ purpose, refused, maxFiles, onDismiss }: RefusedFilesProps) {
  const t = useTranslations('fileManager');
  const rejectionSentence = useRejectionSentence(purpose);
  if (refused.length === 0) return null;
  const unfit = refused.filter(({ reason }) => reason !== 'tooMany');
  const tooMany = refused.length - unfit.length;
  const rest = unfit.length - sentencesAtMost;
  const sentences = unfit.slice(0, sentencesAtMost).map(rejectionSentence);
  if (rest > 0) sentences.push(t('moreRefused', { count: rest }));
  if (tooMany > 0) sentences.push(t('noRoom', { count: tooMany, limit: maxFiles }));
  return (
    <div className="relative">
      <Notice tone="danger">
        <ul className="grid gap-1 break-words pr-8">
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Notice>
      <IconButton
        label={t('dismiss')}
        icon={X}
        onClick={onDismiss}
        className="absolute top-1 right-1"
      />
    </div>
  );
}
