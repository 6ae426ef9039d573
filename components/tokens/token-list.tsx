'use client';
// The tokens of a person, each with a button that ends it.
import { useQuery } from '@tanstack/react-query';
import { CircleAlert, KeyRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { LoadingRecords } from '#components/records/loading-records.tsx';
import { Button } from '#components/ui/button.tsx';
import { focusAgain } from '#components/ui/dialog.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { tokensQuery, useRevokeToken } from '#lib/client/tokens.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import type { ApiToken } from '#lib/shared/schemas/api-token.ts';
import { TokenRow } from './token-row.tsx';

export function TokenList() {
  const t = useTranslations('tokens');
  const app = useTranslations('app');
  const errorSentence = useErrorSentence();
  const { data, isPending, error, refetch } = useQuery(tokensQuery());
  const { mutate, variables, isPending: isRevoking } = useRevokeToken();
  const revoke = ({ id, name }: ApiToken) =>
    mutate(id, {
      onSuccess: () => {
        toast.success(t('revoked', { name }));
        // What opened the question is gone with its row.
        requestAnimationFrame(() => focusAgain(null));
      },
      onError: (thrown) => toast.error(errorSentence(thrown)),
    });
  if (isPending) return <LoadingRecords layout="rows" />;
  if (!data) {
    return (
      <EmptyState icon={CircleAlert} title={t('failedTitle')} text={errorSentence(error)}>
        <Button look="secondary" onClick={() => refetch()}>
          {app('retry')}
        </Button>
      </EmptyState>
    );
  }
  if (data.results.length === 0) {
    return <EmptyState icon={KeyRound} title={t('emptyTitle')} text={t('emptyText')} />;
  }
  return (
    <ul
      aria-label={t('title')}
      className="divide-y divide-line rounded-xl border border-line bg-surface shadow-card"
    >
      {data.results.map((token) => (
        <TokenRow
          key={token.id}
          token={token}
          isBusy={isRevoking && variables === token.id}
          onRevoke={() => revoke(token)}
        />
      ))}
    </ul>
  );
}
