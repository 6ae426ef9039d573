'use client';
// The page of a person's API tokens: what they are for, a new one, those there are.
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { SettingsSection } from '#components/settings/settings-section.tsx';
import { NewToken } from './new-token.tsx';
import { TokenList } from './token-list.tsx';

export function Tokens({ isAdmin }: { isAdmin: boolean }) {
  const t = useTranslations('tokens');
  const [isMaking, setMaking] = useState(false);
  return (
    <SettingsSection
      id="tokens-title"
      title={t('title')}
      intro={t('intro')}
      newLabel={t('new')}
      onNew={() => setMaking(true)}
    >
      <TokenList />
      {isMaking && <NewToken isAdmin={isAdmin} onClose={() => setMaking(false)} />}
    </SettingsSection>
  );
}
