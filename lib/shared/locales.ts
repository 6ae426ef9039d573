// The languages of the app and how one is chosen.

export const locales = ['en', 'fr', 'id'] as const;
export type Locale = (typeof locales)[number];

export const defaultLocale: Locale = 'en';
export const localeCookie = 'locale';

/** Each language in its own words, as a person looking for it would write it. */
export const localeNames: Record<Locale, string> = {
  en: 'English',
  fr: 'Français',
  id: 'Bahasa Indonesia',
};

/** The chosen language, else the best of the browser's `Accept-Language`, else English. */
export function chooseLocale(chosen: string | undefined, acceptLanguage: string | null): Locale {
  return locales.find((locale) => locale === chosen) ?? preferred(acceptLanguage) ?? defaultLocale;
}

/** RFC 9110, 12.5.4: languages with weights; `in` is the old code of Indonesian. */
function preferred(acceptLanguage: string | null): Locale | undefined {
  const ranked = (acceptLanguage ?? '')
    .split(',')
    .map((entry) => {
      const [tag = '', ...parameters] = entry.trim().toLowerCase().split(';');
      const weight = parameters.map((part) => /^\s*q=([\d.]+)$/.exec(part)?.[1]).find(Boolean);
      return { language: tag.split('-')[0], weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight);
  for (const { language } of ranked) {
    const found = locales.find((locale) => locale === (language === 'in' ? 'id' : language));
    if (found) return found;
  }
  return undefined;
}
