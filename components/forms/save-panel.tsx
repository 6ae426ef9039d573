'use client';
// Saves the form, and says what keeps it from being saved.
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { AppError } from '#lib/shared/errors.ts';
import type { Noun } from '#lib/shared/schemas/record.ts';

export type SavePanelProps = {
  noun: Noun;
  isNew: boolean;
  isUploading: boolean;
  isSaving: boolean;
  error: Error | null;
  hasFieldErrors: boolean;
};

export function SavePanel({ noun, isNew, isUploading, isSaving, ...refusal }: SavePanelProps) {
  const t = useTranslations('form');
  return (
    <div className="grid gap-3">
      <Refusal {...refusal} />
      <Button type="submit" isBusy={isSaving} disabled={isUploading} aria-describedby="save-hint">
        {isSaving ? t('saving') : isNew ? t(`create.${noun}`) : t('save')}
      </Button>
      <p id="save-hint" role="status" className="text-center text-ink-muted text-sm">
        {isUploading && t('uploadRunning')}
      </p>
    </div>
  );
}

/** What keeps the record from being saved and is not the matter of one field. */
function Refusal({ error, hasFieldErrors }: Pick<SavePanelProps, 'error' | 'hasFieldErrors'>) {
  const t = useTranslations('form');
  const errorSentence = useErrorSentence();
  if (hasFieldErrors) return <Notice tone="danger">{t('checkFields')}</Notice>;
  if (!error || (error instanceof AppError && error.fields.length > 0)) return null;
  return <Notice tone="danger">{errorSentence(error)}</Notice>;
}
