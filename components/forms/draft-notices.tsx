'use client';
// What is said about drafts above a form: one that is gone on with, those that wait, one that is gone.
import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { draftsQuery } from '#lib/client/drafts.ts';
import { formatSince } from '#lib/client/format.ts';
import type { Noun } from '#lib/shared/schemas/record.ts';
import { DiscardDraft } from './discard-draft.tsx';
import { DraftOffer } from './draft-offer.tsx';
import type { FormDraft } from './use-draft.ts';

export type DraftNoticesProps = {
  noun: Noun;
  recordId: string | undefined;
  isDirty: boolean;
  draft: FormDraft;
};

export function DraftNotices({ noun, recordId, isDirty, draft }: DraftNoticesProps) {
  const t = useTranslations('form');
  const app = useTranslations('app');
  const isUntouched = !isDirty && !draft.hasUploads;
  switch (draft.phase) {
    case 'opening':
      return (
        <p role="status" className="sr-only">
          {app('loading')}
        </p>
      );
    case 'failed':
      return (
        <Above>
          <Notice tone="danger">
            <p>{t('draft.notOpened')}</p>
            <Button look="secondary" size="small" className="mt-2" onClick={draft.openAgain}>
              {app('retry')}
            </Button>
          </Notice>
        </Above>
      );
    case 'gone':
      return isUntouched ? (
        <Above>
          <Notice tone="notice">{t('draft.gone')}</Notice>
        </Above>
      ) : null;
    case 'opened':
      return <Opened draft={draft} />;
    case 'fresh':
      return isUntouched ? <Offers noun={noun} recordId={recordId} draft={draft} /> : null;
  }
}

function Opened({ draft }: { draft: FormDraft }) {
  const t = useTranslations('form');
  const locale = useLocale();
  const { openedFrom } = draft;
  if (!openedFrom) return null;
  return (
    <Above>
      <Notice tone="notice">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <p>{t('draft.opened', { time: formatSince(openedFrom, new Date(), locale) })}</p>
          <DiscardDraft onDiscard={() => draft.discard({ isLeaving: false })} />
        </div>
      </Notice>
    </Above>
  );
}

/** More than these, nobody wants to read here. */
const shownAtMost = 3;

function Offers({ noun, recordId, draft }: Pick<DraftNoticesProps, 'noun' | 'recordId' | 'draft'>) {
  const t = useTranslations('form');
  const drafts = useQuery({ ...draftsQuery(noun, recordId), staleTime: 0 });
  const offers = drafts.data?.filter(({ id }) => id !== draft.draftId).slice(0, shownAtMost) ?? [];
  if (offers.length === 0) return null;
  return (
    <Above>
      <div className="grid grid-cols-1 gap-3">
        {offers.map((offer) => (
          <DraftOffer key={offer.id} offer={offer}>
            <Button size="small" onClick={() => draft.resume(offer.id)}>
              {t('draft.resume')}
            </Button>
          </DraftOffer>
        ))}
      </div>
    </Above>
  );
}

/** `children` of a notice sit close to the form they speak of. */
function Above({ children }: { children: React.ReactNode }) {
  return <div className="mb-6">{children}</div>;
}
