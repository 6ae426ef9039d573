// The choices of looks and language that the menus of a page work with.
import 'server-only';
import { cookies } from 'next/headers';
import { type LibraryView, libraryViewCookie, parseLibraryView } from '#lib/shared/library-view.ts';
import { parseTheme, themeCookie } from '#lib/shared/theme.ts';
import { chooseLanguage, chooseTheme } from './preferences.ts';

export async function pagePreferences() {
  const cookieStore = await cookies();
  return {
    theme: parseTheme(cookieStore.get(themeCookie)?.value),
    chooseLanguage,
    chooseTheme,
  };
}

/** How this person saw the library last. */
export async function keptLibraryView(): Promise<LibraryView> {
  return parseLibraryView((await cookies()).get(libraryViewCookie)?.value);
}
