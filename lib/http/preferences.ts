'use server';
// Remembers a person's choice of language or theme; the page is drawn again with it.
import { cookies } from 'next/headers';
import { type Locale, localeCookie, locales } from '#lib/shared/locales.ts';
import { type Theme, themeCookie, themes } from '#lib/shared/theme.ts';

const oneYearSeconds = 31_536_000;

/** Anyone can call a server action with anything: what is not a known language is ignored. */
export async function chooseLanguage(locale: Locale): Promise<void> {
  if (locales.includes(locale)) await remember(localeCookie, locale);
}

export async function chooseTheme(theme: Theme): Promise<void> {
  if (themes.includes(theme)) await remember(themeCookie, theme);
}

async function remember(name: string, value: string): Promise<void> {
  const cookieStore = await cookies();
  cookieStore.set(name, value, {
    path: '/',
    maxAge: oneYearSeconds,
    sameSite: 'lax',
    httpOnly: true,
  });
}
