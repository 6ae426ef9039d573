// What the name of a caption file says about it.
import { canonicalLanguage } from '#lib/shared/language-tag.ts';
import type { CaptionKind } from '#lib/shared/schemas/caption.ts';

/** What the drop zone takes: MIME type → extensions. Systems know neither type well. */
export const captionFiles = { 'text/vtt': ['.vtt'], 'application/x-subrip': ['.srt'] };

/** `film.fr.srt`, `film_pt-BR.vtt`, `film [de].sdh.srt`; with less room for chance `film-en.srt`, `fr.srt`. */
const languagePart = /(?:[._[(]([a-z]{2,3}(?:[-_][a-z0-9]{2,8})*)[\])]?|(?:^|-)([a-z]{2}))$/i;
const forTheDeaf = /[._-](?:sdh|cc)$/i;

/** The language is null when none can be told. */
export function guessCaption(fileName: string): { language: string | null; kind: CaptionKind } {
  const stem = fileName.replace(/\.(?:srt|vtt)$/i, '');
  const name = stem.replace(forTheDeaf, '');
  const [, marked, dashed] = languagePart.exec(name) ?? [];
  const language = canonicalLanguage(marked ?? dashed ?? '');
  return {
    language: language && isKnown(language) ? language : null,
    kind: name === stem ? 'subtitles' : 'captions',
  };
}

/** Any two letters could be a language, and any four a script; only those with a name are. */
function isKnown(tag: string): boolean {
  const { language, script } = new Intl.Locale(tag);
  const isNamed = (type: 'language' | 'script', code: string) =>
    new Intl.DisplayNames(['en'], { type, fallback: 'none' }).of(code) !== undefined;
  return isNamed('language', language) && (!script || isNamed('script', script));
}
