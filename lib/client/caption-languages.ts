// The languages that captions are offered in when they are added.
import { languageName } from '#lib/shared/language-tag.ts';

/** By far the most that is spoken and read along; a file can name any other. */
const tags = [
  ...['af', 'am', 'ar', 'bg', 'bn', 'bs', 'ca', 'cs', 'cy', 'da', 'de', 'el', 'en', 'en-GB'],
  ...['en-US', 'es', 'es-419', 'et', 'eu', 'fa', 'fi', 'fil', 'fr', 'fr-CA', 'ga', 'gl', 'gu'],
  ...['he', 'hi', 'hr', 'hu', 'hy', 'id', 'is', 'it', 'ja', 'jv', 'ka', 'kk', 'km', 'kn', 'ko'],
  ...['lo', 'lt', 'lv', 'mk', 'ml', 'mn', 'mr', 'ms', 'my', 'nb', 'ne', 'nl', 'pa', 'pl', 'pt'],
  ...['pt-BR', 'ro', 'ru', 'si', 'sk', 'sl', 'sq', 'sr', 'su', 'sv', 'sw', 'ta', 'te', 'th', 'tr'],
  ...['uk', 'ur', 'uz', 'vi', 'zh-Hans', 'zh-Hant', 'zu'],
];

/** By name in the reader's language; `besides` is offered too. */
export function captionLanguages(locale: string, besides: string) {
  const offered = new Set(besides ? [...tags, besides] : tags);
  return [...offered]
    .map((tag) => ({ value: tag, label: languageName(tag, locale) }))
    .sort((one, other) => one.label.localeCompare(other.label, locale));
}
