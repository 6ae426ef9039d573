'use client';
// A closer look at one file of a form, and the words for those who do not see it.
import { useLocale, useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import { useMediaDraft } from '#components/library/use-media-draft.ts';
import { factsOf } from '#components/media/facts-of.ts';
import { Preview } from '#components/media/preview.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import { useFileMedia } from './file-media.ts';

type DescribeFileProps = { mediaId: string; onClose: () => void };

export function DescribeFile({ mediaId, onClose }: DescribeFileProps) {
  const t = useTranslations('fileManager');
  const upload = useTranslations('upload');
  const locale = useLocale();
  const { media } = useFileMedia(mediaId);
  if (!media) return null;
  const { type, fileName: name, displayUrl, urls } = media;
  return (
    <Dialog title={name} closeLabel={t('close')} width="narrow" onClose={onClose}>
      <div className="grid gap-4">
        <Preview
          type={type}
          src={displayUrl ?? urls.original ?? null}
          poster={urls.poster ?? media.thumbnailUrl ?? undefined}
          label={upload('previewOf', { name })}
        />
        <p className="text-ink-muted text-sm tabular-nums">{factsOf(media, locale)}</p>
        <AltForm media={media} onSaved={onClose} />
      </div>
    </Dialog>
  );
}

/** What was typed stays when somebody else was faster; saving again replaces theirs. */
function AltForm({ media, onSaved }: { media: Media; onSaved: () => void }) {
  const t = useTranslations('library.describe');
  const errorSentence = useErrorSentence();
  const { draft, enter, save, isChanged, isSaving, isConflict, error } = useMediaDraft(
    media,
    onSaved,
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The form this lies over would be sent as well: React's events go by components, not by elements.
    event.stopPropagation();
    if (isChanged) save();
    else onSaved();
  };
  return (
    <form onSubmit={submit} className="grid gap-4">
      <Field label={t('alt')} hint={t('altHint')}>
        {(control) => (
          <Textarea
            {...control}
            data-first-focus
            rows={3}
            maxLength={1000}
            value={draft.alt ?? ''}
            onChange={({ target }) => enter({ alt: target.value })}
          />
        )}
      </Field>
      {error && (
        <Notice tone="danger">
          {isConflict ? (
            <>
              <p>{t('conflict')}</p>
              <p className="mt-1 break-words">
                {t('nowThere', { field: t('alt'), text: media.alt ?? '–' })}
              </p>
            </>
          ) : (
            errorSentence(error)
          )}
        </Notice>
      )}
      <Button type="submit" isBusy={isSaving} className="justify-self-start">
        {t('save')}
      </Button>
    </form>
  );
}
