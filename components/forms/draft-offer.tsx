'use client';
// A draft that waits: what it holds, and what to do with it.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FilePenLine } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { toast } from 'sonner';
import { deleteDraft, draftsKey } from '#lib/client/drafts.ts';
import { formPlace } from '#lib/client/form-place.ts';
import { formatDate, formatSince } from '#lib/client/format.ts';
import { dismissForm } from '#lib/client/upload/use-form-uploads.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { useIsHydrated } from '#lib/client/use-is-hydrated.ts';
import type { Draft } from '#lib/shared/schemas/draft.ts';
import { DiscardDraft } from './discard-draft.tsx';

/** `children` is the way to go on with it. */
export function DraftOffer({ offer, children }: { offer: Draft; children: ReactNode }) {
  const t = useTranslations('form');
  const locale = useLocale();
  const errorSentence = useErrorSentence();
  const queries = useQueryClient();
  const discard = useMutation({
    mutationFn: () => {
      dismissForm(formPlace(offer.noun, offer.subjectId, offer.id));
      return deleteDraft(offer.id);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: draftsKey }),
    onError: (error) => toast.error(errorSentence(error)),
  });
  // The server does not know what o'clock it is for the reader.
  const isHydrated = useIsHydrated();
  const time = isHydrated
    ? formatSince(new Date(offer.updatedAt), new Date(), locale)
    : formatDate(offer.updatedAt, locale, 'UTC');
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-3 rounded-xl border border-line bg-surface px-4 py-3.5 shadow-card">
      <FilePenLine aria-hidden className="size-5 shrink-0 text-accent" />
      <div className="min-w-0 flex-1 basis-56">
        <p className="font-medium text-sm">{t('draft.offer', { time })}</p>
        <Content offer={offer} />
      </div>
      <div className="flex gap-2">
        {children}
        <DiscardDraft onDiscard={() => discard.mutate()} />
      </div>
    </div>
  );
}

function Content({ offer: { fields, uploads } }: { offer: Draft }) {
  const t = useTranslations('form');
  const title = typeof fields.title === 'string' ? fields.title.trim() : '';
  const files = uploads.length > 0 && t('draft.files', { count: uploads.length });
  const holds = [title && t('draft.titled', { title }), files].filter(Boolean).join(' · ');
  const names = uploads.map(({ fileName }) => fileName).join(', ');
  return (
    <p className="truncate text-ink-muted text-sm" title={names || undefined}>
      {holds || t('draft.untitled')}
    </p>
  );
}
