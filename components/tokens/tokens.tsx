'use client';
// The page of a person's API tokens: what they are for, a new one, those there are.
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { NewToken } from './new-token.tsx';
import { TokenList } from './token-list.tsx';

export function Tokens({ isAdmin }: { isAdmin: boolean }) {
  const t = useTranslations('tokens');
  const [isMaking, setMaking] = useState(false);
  return (
    <section aria-labelledby="tokens-title" className="grid grid-cols-1 gap-6">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="grid max-w-2xl gap-1">
          <h2 id="tokens-title" className="font-semibold text-xl">
            {t('title')}
          </h2>
          <p className="text-ink-muted">{t('intro')}</p>
        </div>
        <Button onClick={() => setMaking(true)}>{t('new')}</Button>
      </div>
      <TokenList />
      {isMaking && <NewToken isAdmin={isAdmin} onClose={() => setMaking(false)} />}
    </section>
  );
}
