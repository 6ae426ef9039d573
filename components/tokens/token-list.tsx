'use client';
// The tokens of a person, each with a button that ends it.
import { useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { LoadedList } from '#components/records/loaded-list.tsx';
import { focusAgain } from '#components/ui/dialog.tsx';
import { tokensQuery, useRevokeToken } from '#lib/client/tokens.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import type { ApiToken } from '#lib/shared/schemas/api-token.ts';
import { TokenRow } from './token-row.tsx';

export function TokenList() {
  const t = useTranslations('tokens');
  const errorSentence = useErrorSentence();
  const query = useQuery(tokensQuery());
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
  return (
    <LoadedList
      query={query}
      failedTitle={t('failedTitle')}
      empty={{ icon: KeyRound, title: t('emptyTitle'), text: t('emptyText') }}
    >
      {(results) => (
        <ul
          aria-label={t('title')}
          className="divide-y divide-line rounded-xl border border-line bg-surface shadow-card"
        >
          {results.map((token) => (
            <TokenRow
              key={token.id}
              token={token}
              isBusy={isRevoking && variables === token.id}
              onRevoke={() => revoke(token)}
            />
          ))}
        </ul>
      )}
    </LoadedList>
  );
}
