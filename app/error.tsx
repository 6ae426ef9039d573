'use client';
// What is shown where a page failed.
import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  const t = useTranslations('problem');
  return (
    <div className="mx-auto max-w-2xl px-5 py-20">
      <EmptyState icon={CircleAlert} heading="h1" title={t('title')} text={t('text')}>
        <div className="grid justify-items-center gap-3">
          <Button onClick={reset}>{t('retry')}</Button>
          {error.digest && (
            <p className="text-ink-muted text-xs">{t('reference', { digest: error.digest })}</p>
          )}
        </div>
      </EmptyState>
    </div>
  );
}
