// Prices as people type them.

/**
 * A typed price as a number: null for nothing, NaN for what is none. Both marks may stand before the
 * decimals, whatever the language; a single one before three digits groups them where the language
 * writes it so (`1,234` in English, `1.234` in Indonesian).
 */
export function parsePrice(text: string, locale: string): number | null {
  const bare = text.replace(/[\s'’]/g, '');
  if (bare === '') return null;
  const mark = decimalMark(bare, locale);
  const at = mark ? bare.lastIndexOf(mark) : bare.length;
  const [whole, decimals] = [bare.slice(0, at), bare.slice(at + 1)];
  const isWhole = /^\d*$/.test(whole) || /^\d{1,3}([.,])\d{3}(?:\1\d{3})*$/.test(whole);
  if (!isWhole || !/^\d*$/.test(decimals) || !/\d/.test(bare)) return Number.NaN;
  return Number(`${whole.replace(/\D/g, '') || '0'}.${decimals || '0'}`);
}

/** Which of the two marks in a text stands before its decimals, if any. */
function decimalMark(text: string, locale: string): '.' | ',' | undefined {
  const last = text.lastIndexOf('.') > text.lastIndexOf(',') ? '.' : ',';
  const count = text.split(last).length - 1;
  if (count !== 1) return undefined;
  const isAlone = !/[.,]/.test(text.replace(last, ''));
  const groupsThree = /^[1-9]\d{0,2}[.,]\d{3}$/.test(text) && groupMark(locale) === last;
  return isAlone && groupsThree ? undefined : last;
}

function groupMark(locale: string): string | undefined {
  const parts = new Intl.NumberFormat(locale).formatToParts(1_234_567);
  return parts.find(({ type }) => type === 'group')?.value;
}

/** A price as one goes on typing it: `1234,50`, with the decimals its currency has. */
export function typedPrice(price: number, currency: string | null, locale: string): string {
  return new Intl.NumberFormat(locale, {
    useGrouping: false,
    minimumFractionDigits: decimalsOf(currency),
    maximumFractionDigits: 4,
  }).format(price);
}

function decimalsOf(currency: string | null): number {
  if (!currency) return 0;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 0;
}
