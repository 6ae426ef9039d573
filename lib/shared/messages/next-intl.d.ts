// Teaches next-intl our languages and messages, so that a misspelt key does not compile.

import type { Locale as AppLocale } from '../locales.ts';
import type messages from './en.json';

declare module 'next-intl' {
  interface AppConfig {
    Locale: AppLocale;
    Messages: typeof messages;
  }
}
