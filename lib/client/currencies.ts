// The currencies a price can be in (ISO 4217), as far as the browser knows them.
import type { Locale } from '#lib/shared/locales.ts';

/** Offered before all others. */
export const commonCurrencies = ['EUR', 'USD', 'GBP', 'IDR', 'JPY', 'CHF', 'CAD', 'AUD', 'SGD'];

const usual: Record<Locale, string> = { en: 'USD', fr: 'EUR', id: 'IDR' };

/** What a new price is in, until somebody chooses. */
export function usualCurrency(locale: Locale): string {
  return usual[locale];
}

/** The codes of all others, and of the chosen one, which need not be one of today's. */
export function otherCurrencies(chosen: string | null): string[] {
  const all = new Set([...Intl.supportedValuesOf('currency'), ...(chosen ? [chosen] : [])]);
  return [...all].filter((code) => !commonCurrencies.includes(code)).sort();
}

/** `EUR – Euro`; the code alone where the language has no name for it. */
export function currencyLabel(code: string, locale: string): string {
  const name = new Intl.DisplayNames(locale, { type: 'currency', fallback: 'none' }).of(code);
  return name ? `${code} – ${name}` : code;
}
