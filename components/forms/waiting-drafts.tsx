'use client';
// The unfinished new records of a list: each is gone on with or thrown away. Nothing where there is none.
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { contentId } from '#components/layout/skip-link.tsx';
import { Button } from '#components/ui/button.tsx';
import { draftsQuery } from '#lib/client/drafts.ts';
import { draftPage, formPage } from '#lib/client/form-place.ts';
import type { Draft } from '#lib/shared/schemas/draft.ts';
import type { Noun } from '#lib/shared/schemas/record.ts';
import { DraftOffer } from './draft-offer.tsx';

/** More than these would push the list out of sight. */
const shownAtFirst = 2;

export function WaitingDrafts({ noun }: { noun: Noun }) {
  const t = useTranslations('form');
  const [showsAll, setShowsAll] = useState(false);
  const { data: drafts = [] } = useQuery(draftsQuery(noun));
  useFocusAfterLoss(drafts.length);
  if (drafts.length === 0) return null;
  const shown = showsAll ? drafts : drafts.slice(0, shownAtFirst);
  const rest = drafts.length - shown.length;
  return (
    <section aria-label={t('draft.waiting')} className="mb-6 grid grid-cols-1 gap-3">
      {shown.map((draft) => (
        <DraftOffer key={draft.id} offer={draft}>
          <ResumeLink draft={draft} />
        </DraftOffer>
      ))}
      {rest > 0 && (
        <Button
          look="quiet"
          size="small"
          className="justify-self-start"
          onClick={() => setShowsAll(true)}
        >
          {t('draft.more', { count: rest })}
        </Button>
      )}
    </section>
  );
}

function ResumeLink({ draft: { id, noun, fields } }: { draft: Draft }) {
  const t = useTranslations('form');
  const title = typeof fields.title === 'string' ? fields.title.trim() : '';
  return (
    <Button asChild look="secondary" size="small">
      <Link
        href={draftPage(formPage(noun, null), id)}
        aria-label={`${t('draft.resume')}: ${title || t('draft.untitled')}`}
      >
        {t('draft.resume')}
      </Link>
    </Button>
  );
}

/** A draft that was thrown away takes its buttons along: the keyboard goes on with the page. */
function useFocusAfterLoss(count: number): void {
  const before = useRef(count);
  useEffect(() => {
    const isLess = count < before.current;
    before.current = count;
    if (isLess && document.activeElement === document.body) {
      document.getElementById(contentId)?.focus({ preventScroll: true });
    }
  }, [count]);
}
