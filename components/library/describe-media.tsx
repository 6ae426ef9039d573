'use client';
// What people say about a file: its title, its description, who may see it.
import { useTranslations } from 'next-intl';
import type { FormEvent, RefObject } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import type { MediaDraftForm } from './use-media-draft.ts';

type DescribeMediaProps = {
  media: Media;
  form: MediaDraftForm;
  titleField: RefObject<HTMLInputElement | null>;
};

export function DescribeMedia({ media, form, titleField }: DescribeMediaProps) {
  const t = useTranslations('library.describe');
  const { draft, enter, save, isChanged, isSaving } = form;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save();
  };
  return (
    <form onSubmit={submit} className="grid gap-4">
      <Field label={t('title')}>
        {(control) => (
          <Input
            {...control}
            ref={titleField}
            maxLength={200}
            autoComplete="off"
            placeholder={media.fileName}
            value={draft.title ?? ''}
            onChange={({ target }) => enter({ title: target.value })}
          />
        )}
      </Field>
      {media.type === 'image' && (
        <Field label={t('alt')} hint={t('altHint')}>
          {(control) => (
            <Textarea
              {...control}
              rows={2}
              maxLength={1000}
              value={draft.alt ?? ''}
              onChange={({ target }) => enter({ alt: target.value })}
            />
          )}
        </Field>
      )}
      <Switch
        label={t('public')}
        hint={t('publicHint')}
        isOn={draft.isPublic}
        onChange={(isPublic) => enter({ isPublic })}
      />
      <Trouble media={media} form={form} />
      <Button
        type="submit"
        look={isChanged ? 'primary' : 'secondary'}
        disabled={!isChanged}
        isBusy={isSaving}
        className="justify-self-start"
      >
        {t('save')}
      </Button>
    </form>
  );
}

/** What was entered stays in the fields; here is what somebody else saved meanwhile. */
function Trouble({ media, form }: Pick<DescribeMediaProps, 'media' | 'form'>) {
  const t = useTranslations('library.describe');
  const errorSentence = useErrorSentence();
  const { draft, error, isConflict } = form;
  if (!error) return null;
  if (!isConflict) return <Notice tone="danger">{errorSentence(error)}</Notice>;
  const texts = (['title', 'alt'] as const).filter(
    (name) => (draft[name] ?? '').trim() !== (media[name] ?? ''),
  );
  return (
    <Notice tone="danger">
      <p>{t('conflict')}</p>
      {texts.map((name) => (
        <p key={name} className="mt-1 break-words">
          {t('nowThere', { field: t(name), text: media[name] ?? '–' })}
        </p>
      ))}
    </Notice>
  );
}
