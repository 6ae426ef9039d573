import { expect, test } from 'vitest';
import { parsePrice, typedPrice } from './money.ts';

test.each([
  ['en', '', null],
  ['en', '   ', null],
  ['en', '0', 0],
  ['en', '19.9', 19.9],
  ['en', '19,9', 19.9],
  ['en', '.5', 0.5],
  ['en', '12.', 12],
  ['en', '1,234', 1234],
  ['en', '1.234', 1.234],
  ['en', '0,125', 0.125],
  ['en', '1,234,567.5', 1_234_567.5],
  ['fr', '19,90', 19.9],
  ['fr', '19.90', 19.9],
  ['fr', '1 234,50', 1234.5],
  ['fr', '1\u202f234,50', 1234.5],
  ['fr', '1.234', 1.234],
  ['fr', '1.234,50', 1234.5],
  ['id', '15.000', 15_000],
  ['id', '15.000,5', 15_000.5],
  ['id', '15,5', 15.5],
  ['id', '1.500.000', 1_500_000],
  ['en', "1'234.50", 1234.5],
])('%s: “%s” is %s', (locale, text, price) => {
  expect(parsePrice(text, locale)).toBe(price);
});

test.each(['a', '-1', '1.2.3', '1,2,3', '12,34.5', '1,234.5,6', '.', ',', '€5', '1e3', '１２'])(
  '“%s” is no price',
  (text) => {
    expect(parsePrice(text, 'en')).toBeNaN();
  },
);

test('what is shown for typing is read back as the same price, in every language', () => {
  for (const locale of ['en', 'fr', 'id']) {
    for (const price of [0, 1, 1234.5, 0.0001, 15_000, 9_999_999_999]) {
      for (const currency of ['EUR', 'JPY', 'KWD', null]) {
        expect(parsePrice(typedPrice(price, currency, locale), locale)).toBe(price);
      }
    }
  }
});

test('a price is written with the decimals of its currency, and with more when it has more', () => {
  expect(typedPrice(1234.5, 'EUR', 'fr')).toBe('1234,50');
  expect(typedPrice(1234, 'JPY', 'en')).toBe('1234');
  expect(typedPrice(0.0125, 'USD', 'en')).toBe('0.0125');
});
