'use client';
// What is asked before a token is made: its name, what it may do, when it ends.
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Select } from '#components/ui/select.tsx';
import { useMakeToken } from '#lib/client/tokens.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { useFieldMessage } from '#lib/client/use-field-message.ts';
import { AppError } from '#lib/shared/errors.ts';
import {
  createTokenSchema,
  type MadeToken,
  type TokenScope,
} from '#lib/shared/schemas/api-token.ts';
import { ScopeChoice } from './scope-choice.tsx';

type TokenFormProps = {
  isAdmin: boolean;
  onMade: (made: MadeToken) => void;
  onCancel: () => void;
};

const lifetimes = ['7', '30', '90', '365', 'never'] as const;
type Lifetime = (typeof lifetimes)[number];
const dayMs = 24 * 3_600_000;

export function TokenForm({ isAdmin, onMade, onCancel }: TokenFormProps) {
  const t = useTranslations('tokens');
  const app = useTranslations('app');
  const fieldMessage = useFieldMessage();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<TokenScope[]>(['read']);
  const [lifetime, setLifetime] = useState<Lifetime>('90');
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const { mutate, isPending, error } = useMakeToken();
  const sentence = useRefusal(error);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const expiresAt = endOf(lifetime);
    const input = createTokenSchema.safeParse({ name, scopes, expiresAt });
    const issues = input.error?.issues ?? [];
    setWrong(Object.fromEntries(issues.map(({ path, message }) => [String(path[0]), message])));
    if (input.success) mutate(input.data, { onSuccess: onMade });
  };
  return (
    <form method="post" noValidate onSubmit={submit} className="grid grid-cols-1 gap-5">
      <Field label={t('name')} hint={t('nameHint')} isRequired error={fieldMessage(wrong.name)}>
        {(control) => (
          <Input
            {...control}
            data-first-focus
            value={name}
            maxLength={100}
            autoComplete="off"
            onChange={({ target }) => setName(target.value)}
          />
        )}
      </Field>
      <ScopeChoice
        isAdmin={isAdmin}
        scopes={scopes}
        error={fieldMessage(wrong.scopes)}
        onChange={setScopes}
      />
      <Field label={t('lifetime')} error={fieldMessage(wrong.expiresAt)}>
        {(control) => (
          <Select
            {...control}
            value={lifetime}
            options={lifetimes.map((value) => ({ value, label: t(`lifetimes.${value}`) }))}
            onValueChange={(chosen) =>
              setLifetime(lifetimes.find((known) => known === chosen) ?? '90')
            }
          />
        )}
      </Field>
      {sentence && <Notice tone="danger">{sentence}</Notice>}
      <div className="flex flex-wrap justify-end gap-2.5">
        <Button look="secondary" onClick={onCancel}>
          {app('cancel')}
        </Button>
        <Button type="submit" isBusy={isPending} isWaiting={isPending}>
          {t('make')}
        </Button>
      </div>
    </form>
  );
}

function endOf(lifetime: Lifetime): string | null {
  if (lifetime === 'never') return null;
  return new Date(Date.now() + Number(lifetime) * dayMs).toISOString();
}

/** The only conflict there can be is that there are too many already. */
function useRefusal(error: Error | null): string | null {
  const t = useTranslations('tokens');
  const errorSentence = useErrorSentence();
  if (!error) return null;
  return error instanceof AppError && error.code === 'conflict'
    ? t('tooMany')
    : errorSentence(error);
}
