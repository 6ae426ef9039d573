'use client';
// What is asked about a webhook: its name, its address, and what it is told of.
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { useFieldMessage } from '#lib/client/use-field-message.ts';
import { AppError } from '#lib/shared/errors.ts';
import { maxWebhooks, type NewWebhook, newWebhookSchema } from '#lib/shared/schemas/webhook.ts';
import { EventChoice } from './event-choice.tsx';

type WebhookFormProps = {
  initial: NewWebhook;
  saveLabel: string;
  isBusy: boolean;
  error: Error | null;
  onSave: (fields: NewWebhook) => void;
  onCancel: () => void;
};

export function WebhookForm(props: WebhookFormProps) {
  const { initial, saveLabel, isBusy, error, onSave, onCancel } = props;
  const t = useTranslations('webhooks');
  const app = useTranslations('app');
  const fieldMessage = useFieldMessage();
  const [fields, setFields] = useState(initial);
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const refusal = useRefusal(error);
  const change = (part: Partial<NewWebhook>) => setFields({ ...fields, ...part });
  const complaint = (field: string) => fieldMessage(wrong[field] ?? refusal.fields[field]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const input = newWebhookSchema.safeParse(fields);
    const issues = input.error?.issues ?? [];
    setWrong(Object.fromEntries(issues.map(({ path, message }) => [String(path[0]), message])));
    if (input.success) onSave(input.data);
  };
  return (
    <form method="post" noValidate onSubmit={submit} className="grid grid-cols-1 gap-5">
      <Field label={t('name')} hint={t('nameHint')} isRequired error={complaint('name')}>
        {(control) => (
          <Input
            {...control}
            data-first-focus
            value={fields.name}
            maxLength={100}
            autoComplete="off"
            onChange={({ target }) => change({ name: target.value })}
          />
        )}
      </Field>
      <Field label={t('url')} hint={t('urlHint')} isRequired error={complaint('url')}>
        {(control) => (
          <Input
            {...control}
            type="url"
            inputMode="url"
            value={fields.url}
            maxLength={2000}
            autoComplete="off"
            placeholder="https://"
            onChange={({ target }) => change({ url: target.value })}
          />
        )}
      </Field>
      <EventChoice
        events={fields.events}
        error={complaint('events')}
        onChange={(events) => change({ events })}
      />
      {refusal.sentence && <Notice tone="danger">{refusal.sentence}</Notice>}
      <div className="flex flex-wrap justify-end gap-2.5">
        <Button look="secondary" onClick={onCancel}>
          {app('cancel')}
        </Button>
        <Button type="submit" isBusy={isBusy} isWaiting={isBusy}>
          {saveLabel}
        </Button>
      </div>
    </form>
  );
}

type Refusal = { fields: Record<string, string>; sentence: string | null };

/** Beside its field where there is one; the only conflict there can be is that there are too many. */
function useRefusal(error: Error | null): Refusal {
  const t = useTranslations('webhooks');
  const errorSentence = useErrorSentence();
  if (!error) return { fields: {}, sentence: null };
  const found = error instanceof AppError ? error.fields : [];
  const fields = Object.fromEntries(found.map(({ path, message }) => [path, message]));
  if (found.length > 0) return { fields, sentence: null };
  const isFull = error instanceof AppError && error.code === 'conflict';
  return { fields, sentence: isFull ? t('tooMany', { count: maxWebhooks }) : errorSentence(error) };
}
