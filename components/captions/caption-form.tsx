'use client';
// What is entered about captions: language, name, kind, and whether they show by themselves.
import { useLocale, useTranslations } from 'next-intl';
import { type FormEvent, type ReactNode, useId, useMemo, useState } from 'react';
import { createPortal } from 'react-dom';
import { Button } from '#components/ui/button.tsx';
import { Field, FieldError } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Select } from '#components/ui/select.tsx';
import { captionLanguages } from '#lib/client/caption-languages.ts';
import type { CaptionDraft } from '#lib/client/captions.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { useFieldMessage } from '#lib/client/use-field-message.ts';
import { faultIn } from '#lib/shared/caption-faults.ts';
import { AppError } from '#lib/shared/errors.ts';
import { captionKinds } from '#lib/shared/schemas/caption.ts';

type CaptionFormProps = {
  /** Stands above the fields: which file it is about. */
  file?: ReactNode;
  initial: CaptionDraft;
  saveLabel: string;
  isBusy: boolean;
  error: Error | null;
  /** Something to know about what is entered, before it is saved. */
  remarkOn?: (draft: CaptionDraft) => string | null;
  onCancel: () => void;
  onSave: (draft: CaptionDraft) => void;
};

export function CaptionForm(props: CaptionFormProps) {
  const { file, initial, saveLabel, isBusy, error, remarkOn, onCancel, onSave } = props;
  const formId = useId();
  const t = useTranslations('captions');
  const app = useTranslations('app');
  const locale = useLocale();
  const defaultId = useId();
  const fieldMessage = useFieldMessage();
  const [draft, setDraft] = useState<CaptionDraft>(() => draftOf(initial));
  const [isLanguageMissing, setLanguageMissing] = useState(false);
  const { errors, sentence } = useComplaints(error);
  const languages = useMemo(
    () => captionLanguages(locale, initial.language),
    [locale, initial.language],
  );
  const change = (part: Partial<CaptionDraft>) => setDraft({ ...draft, ...part });
  const save = (event: FormEvent) => {
    event.preventDefault();
    // React hands it on to the form around this, whose matter it is not.
    event.stopPropagation();
    setLanguageMissing(!draft.language);
    if (draft.language) onSave(draft);
  };
  const missing = isLanguageMissing && !draft.language ? fieldMessage('language') : undefined;
  const remark = remarkOn?.(draft);
  return (
    <div className="grid grid-cols-1 gap-4">
      {/* Forms cannot stand in one another, and captions are also entered inside that of a film. */}
      {createPortal(<form id={formId} onSubmit={save} noValidate />, document.body)}
      {file && (
        <div className="grid grid-cols-1 gap-1.5">
          {file}
          <div role="alert">{errors.file && <FieldError>{errors.file}</FieldError>}</div>
        </div>
      )}
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <Field label={t('language')} isRequired error={missing ?? errors.language}>
          {(control) => (
            <Select
              {...control}
              value={draft.language}
              placeholder={t('chooseLanguage')}
              options={languages}
              onValueChange={(language) => change({ language })}
            />
          )}
        </Field>
        <Field label={t('kind')} error={errors.kind}>
          {(control) => (
            <Select
              {...control}
              value={draft.kind}
              options={captionKinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
              onValueChange={(chosen) => {
                const kind = captionKinds.find((known) => known === chosen);
                if (kind) change({ kind });
              }}
            />
          )}
        </Field>
        <Field label={t('label')} hint={t('labelHint')} error={errors.label}>
          {(control) => (
            <Input
              {...control}
              form={formId}
              value={draft.label}
              maxLength={100}
              onChange={({ target }) => change({ label: target.value })}
            />
          )}
        </Field>
      </div>
      <label htmlFor={defaultId} className="flex w-fit cursor-pointer items-center gap-2.5 text-sm">
        <input
          id={defaultId}
          form={formId}
          type="checkbox"
          checked={draft.isDefault}
          onChange={({ target }) => change({ isDefault: target.checked })}
          className="size-4.5 cursor-pointer accent-accent"
        />
        {t('showByDefault')}
      </label>
      {remark && <Notice tone="notice">{remark}</Notice>}
      {sentence && <Notice tone="danger">{sentence}</Notice>}
      <div className="flex flex-wrap gap-2.5">
        <Button type="submit" form={formId} size="small" isBusy={isBusy}>
          {saveLabel}
        </Button>
        <Button look="quiet" size="small" onClick={onCancel} disabled={isBusy}>
          {app('cancel')}
        </Button>
      </div>
    </div>
  );
}

function draftOf({ language, label, kind, isDefault }: CaptionDraft): CaptionDraft {
  return { language, label, kind, isDefault };
}

type Complaints = { errors: Record<string, string | undefined>; sentence: string | null };

/** What the server refused: beside its field where there is one, else as a sentence of its own. */
function useComplaints(error: Error | null): Complaints {
  const t = useTranslations('captions');
  const fieldMessage = useFieldMessage();
  const errorSentence = useErrorSentence();
  if (!error) return { errors: {}, sentence: null };
  const fields = error instanceof AppError ? error.fields : [];
  const say = (message: string) => {
    const found = faultIn(message);
    if (!found) return fieldMessage(message);
    const fault = t(`faults.${found.fault}`);
    return found.line === null ? fault : t('inLine', { line: String(found.line), fault });
  };
  return {
    errors: Object.fromEntries(fields.map(({ path, message }) => [path, say(message)])),
    sentence: fields.length > 0 ? null : errorSentence(error),
  };
}
