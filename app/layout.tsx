// The frame of every page: language, looks, messages.
import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { SkipLink } from '#components/layout/skip-link.tsx';
import { Toaster } from '#components/ui/toaster.tsx';
import { parseTheme, themeCookie } from '#lib/shared/theme.ts';
import './globals.css';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('app');
  return {
    title: { default: t('name'), template: `%s · ${t('name')}` },
    description: t('description'),
  };
}

export const viewport: Viewport = { colorScheme: 'light dark' };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, t, cookieStore] = await Promise.all([
    getLocale(),
    getTranslations('app'),
    cookies(),
  ]);
  const theme = parseTheme(cookieStore.get(themeCookie)?.value);
  return (
    <html lang={locale} className={theme === 'system' ? undefined : theme}>
      <body className="min-h-dvh font-sans text-base antialiased">
        <NextIntlClientProvider>
          <SkipLink>{t('skipToContent')}</SkipLink>
          {children}
          <Toaster theme={theme} label={t('notifications')} />
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
