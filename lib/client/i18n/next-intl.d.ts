// Teaches next-intl our languages and messages, so that a misspelt key does not compile.
import type messages from '../../../messages/en.json';
import type { Locale as AppLocale } from './locales.ts';

declare module 'next-intl' {
  interface AppConfig {
    Locale: AppLocale;
    Messages: typeof messages;
  }
}
