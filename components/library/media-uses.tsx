'use client';
// What uses a file, with the way there.
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { Notice } from '#components/ui/notice.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { useMediaUses } from '#lib/client/media.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { pages } from '#lib/shared/paths.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import type { MediaUse, MediaUses as Uses } from '#lib/shared/schemas/media-use.ts';

export function MediaUses({ media }: { media: Media }) {
  const t = useTranslations('library');
  const titleId = useId();
  const errorSentence = useErrorSentence();
  const { data: uses, error } = useMediaUses(media.id);
  return (
    <section aria-labelledby={titleId} className="grid gap-1.5">
      <h3 id={titleId} className="text-ink-muted text-xs">
        {t('facts.usedBy')}
      </h3>
      {error && <Notice tone="danger">{errorSentence(error)}</Notice>}
      {!uses && !error && <Skeleton className="h-6 w-40" />}
      {uses?.count === 0 && <p className="text-sm">{t('usedNowhere')}</p>}
      {uses && uses.count > 0 && <UseList uses={uses} />}
    </section>
  );
}

/** The first of them, and how many more there are. */
export function UseList({ uses }: { uses: Uses }) {
  const t = useTranslations('library');
  const rest = uses.count - uses.results.length;
  return (
    <ul className="grid gap-1 text-sm">
      {uses.results.map((use) => (
        <li key={`${use.type} ${use.id}`} className="min-w-0 break-words">
          <Link
            href={addressOf(use)}
            className="rounded-sm text-accent underline underline-offset-3"
          >
            {use.title || t(`nouns.${use.type}`)}
          </Link>
          <span className="text-ink-muted">
            {' · '}
            {t(`nouns.${use.type}`)}
            {use.deletedAt && ` · ${t('inTrash')}`}
          </span>
        </li>
      ))}
      {rest > 0 && <li className="text-ink-muted">{t('more', { count: rest })}</li>}
    </ul>
  );
}

function addressOf({ type, id }: MediaUse): string {
  const edit = {
    film: pages.editFilm,
    video: pages.editVideo,
    photo: pages.editPhoto,
    album: pages.editAlbum,
    product: pages.editProduct,
  };
  return edit[type](id);
}
