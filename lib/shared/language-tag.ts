// Languages by their tag: its canonical form, and its name in any language.

/**
 * The canonical form of a BCP 47 tag without extensions (`pt-br` → `pt-BR`, `fra` → `fr`), or null when
 * it is none. A language of more than three letters is well-formed, but no such one was ever registered.
 */
export function canonicalLanguage(tag: string): string | null {
  try {
    const { baseName, language } = new Intl.Locale(tag.trim().replaceAll('_', '-'));
    return language.length <= 3 ? baseName : null;
  } catch {
    return null;
  }
}

/** What the reader of `locale` calls a language, as a word of its own; the tag when it has no name. */
export function languageName(tag: string, locale: string): string {
  const name = new Intl.DisplayNames([locale], { type: 'language' }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
}
