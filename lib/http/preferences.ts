'use server';
// Remembers a person's choices of looks and language; the page is drawn again with them.
import { cookies } from 'next/headers';
import { type LibraryView, libraryViewCookie, libraryViews } from '#lib/shared/library-view.ts';
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

export async function chooseLibraryView(view: LibraryView): Promise<void> {
  if (libraryViews.includes(view)) await remember(libraryViewCookie, view);
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
