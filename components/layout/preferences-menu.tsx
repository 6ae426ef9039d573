'use client';
// Language and looks for somebody who is not signed in.
import { Languages } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Menu, MenuSeparator } from '#components/ui/menu.tsx';
import { localeNames } from '#lib/shared/locales.ts';
import { LanguageChoice, type Preferences, ThemeChoice } from './preferences.tsx';

export function PreferencesMenu({ preferences }: { preferences: Preferences }) {
  const t = useTranslations('menu');
  const locale = useLocale();
  return (
    <Menu
      trigger={
        <Button look="quiet" size="small">
          <Languages aria-hidden className="size-4" />
          <span className="sr-only">{t('language')}: </span>
          {localeNames[locale]}
        </Button>
      }
    >
      <LanguageChoice chooseLanguage={preferences.chooseLanguage} />
      <MenuSeparator />
      <ThemeChoice theme={preferences.theme} chooseTheme={preferences.chooseTheme} />
    </Menu>
  );
}
