'use client';
// Saves the form, and says what keeps it from being saved.
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { AppError } from '#lib/shared/errors.ts';
import type { Noun } from '#lib/shared/schemas/record.ts';
import { DraftLine } from './draft-line.tsx';
import { TimeToWait } from './time-to-wait.tsx';
import type { FormDraft } from './use-draft.ts';
import type { SaveLater } from './use-save-later.ts';

export type SavePanelProps = {
  noun: Noun;
  /** Undefined for a new one. */
  recordId: string | undefined;
  isUploading: boolean;
  isSaving: boolean;
  error: Error | null;
  hasFieldErrors: boolean;
  saveLater: SaveLater;
  draft: FormDraft;
};

export function SavePanel({ noun, recordId, isUploading, isSaving, ...props }: SavePanelProps) {
  const { saveLater, draft, ...refusal } = props;
  const t = useTranslations('form');
  return (
    <div className="grid grid-cols-1 gap-3">
      <Refusal {...refusal} />
      {saveLater.state === 'stopped' && <Notice tone="danger">{t('later.stopped')}</Notice>}
      <Button type="submit" isBusy={isSaving} disabled={isUploading} aria-describedby="save-hint">
        {isSaving ? t('saving') : recordId === undefined ? t(`create.${noun}`) : t('save')}
      </Button>
      <p id="save-hint" role="status" className="text-center text-ink-muted text-sm">
        {isUploading && t(saveLater.state === 'waiting' ? 'later.waiting' : 'uploadRunning')}
      </p>
      {isUploading && (
        <>
          <TimeToWait place={draft.place} />
          <WhenUploaded {...saveLater} />
        </>
      )}
      <DraftLine draft={draft} />
    </div>
  );
}

/** One button in two meanings, so that it keeps the focus. */
function WhenUploaded({ state, begin, cancel }: SaveLater) {
  const t = useTranslations('form');
  const isWaiting = state === 'waiting';
  return (
    <Button look="secondary" onClick={() => (isWaiting ? cancel() : void begin())}>
      {t(isWaiting ? 'later.cancel' : 'later.begin')}
    </Button>
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
