// What surrounds every page of the settings of a person.
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { PageHeader } from '#components/layout/page-header.tsx';
import { SettingsNav } from '#components/settings/settings-nav.tsx';

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations('settings');
  return (
    <>
      <PageHeader title={t('title')} />
      <SettingsNav />
      {children}
    </>
  );
}
