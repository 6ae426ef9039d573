'use client';
// The language and the looks, and the server's hands that remember a choice of them.
import { useLocale, useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { MenuChoice } from '#components/ui/menu.tsx';
import { type Locale, localeNames, locales } from '#lib/shared/locales.ts';
import { type Theme, themes } from '#lib/shared/theme.ts';

export type Preferences = {
  theme: Theme;
  chooseTheme: (theme: Theme) => Promise<void>;
  chooseLanguage: (locale: Locale) => Promise<void>;
};

export function LanguageChoice({ chooseLanguage }: Pick<Preferences, 'chooseLanguage'>) {
  const t = useTranslations('menu');
  const locale = useLocale();
  const [, startTransition] = useTransition();
  return (
    <MenuChoice
      label={t('language')}
      value={locale}
      options={locales.map((value) => ({ value, label: localeNames[value] }))}
      onChange={(chosen) => startTransition(() => chooseLanguage(chosen))}
    />
  );
}

export function ThemeChoice({ theme, chooseTheme }: Pick<Preferences, 'theme' | 'chooseTheme'>) {
  const t = useTranslations('menu');
  const [, startTransition] = useTransition();
  return (
    <MenuChoice
      label={t('theme')}
      value={theme}
      options={themes.map((value) => ({ value, label: t(value) }))}
      onChange={(chosen) => startTransition(() => chooseTheme(chosen))}
    />
  );
}
