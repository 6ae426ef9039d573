'use client';
// The way to the next and the previous page of a list.
import { ChevronLeft, ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import type { Noun } from '#lib/shared/schemas/record.ts';
import { readSearch } from './record-search.ts';

type PagerProps = { noun: Noun; next: string | null; previous: string | null };

/** `next` and `previous` are whole addresses of the API; the page takes over what they ask. */
export function Pager({ noun, next, previous }: PagerProps) {
  const t = useTranslations('records');
  const pathname = usePathname();
  if (!next && !previous) return null;
  const here = (address: string) =>
    `${pathname}?${readSearch(noun, new URL(address).searchParams)}`;
  return (
    <nav aria-label={t('pages')} className="mt-5 flex justify-between gap-3">
      {previous ? (
        <Button asChild look="secondary" size="small">
          <Link href={here(previous)}>
            <ChevronLeft aria-hidden className="size-4" />
            {t('previous')}
          </Link>
        </Button>
      ) : (
        <span />
      )}
      {next && (
        <Button asChild look="secondary" size="small">
          <Link href={here(next)}>
            {t('next')}
            <ChevronRight aria-hidden className="size-4" />
          </Link>
        </Button>
      )}
    </nav>
  );
}
