import { expect, test } from 'vitest';
import {
  formatBytes,
  formatBytesUp,
  formatClock,
  formatMoment,
  formatPercent,
  formatPrice,
  formatSpeed,
  formatTook,
} from './format.ts';

const mebibyte = 1024 * 1024;

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [1023, '1,023 bytes'],
  [1536, '1.5 kB'],
  [10 * mebibyte, '10 MB'],
  [12.44 * mebibyte, '12.4 MB'],
  [500 * mebibyte, '500 MB'],
  [1023.99 * mebibyte, '1 GB'],
  [2 ** 50, '1,024 TB'],
])('%d bytes is %s', (size, text) => {
  expect(formatBytes(size, 'en')).toBe(text);
});

test.each([
  [10 * mebibyte, '10 MB'],
  [10 * mebibyte + 4, '10.1 MB'],
  [500 * mebibyte + 1, '501 MB'],
  [1024, '1 kB'],
])('%d bytes beside a limit is %s', (size, text) => {
  expect(formatBytesUp(size, 'en')).toBe(text);
});

test('sizes and speeds follow the language', () => {
  expect(formatBytes(1.5 * mebibyte, 'fr').replace(/\s/g, ' ')).toBe('1,5 Mo');
  expect(formatSpeed(3.25 * mebibyte, 'en')).toBe('3.3 MB/s');
});

test('a share is 100% only when it is whole', () => {
  expect(formatPercent(0.999, 'en')).toBe('99%');
  expect(formatPercent(1, 'en')).toBe('100%');
  expect(formatPercent(0.289, 'en')).toBe('28%');
  expect(formatPercent(-1, 'en')).toBe('0%');
});

test.each([
  [0.4, '0:00'],
  [20, '0:20'],
  [3729, '1:02:09'],
  [59.6, '1:00'],
])('%d seconds on the clock is %s', (seconds, text) => {
  expect(formatClock(seconds)).toBe(text);
});

test.each([
  [0, 'en', '0:00.00'],
  [2.4, 'en', '0:02.40'],
  [59.999, 'en', '1:00.00'],
  [61.25, 'fr', '1:01,25'],
  [3729.48, 'en', '1:02:09.48'],
])('the moment %d in %s is %s', (seconds, locale, text) => {
  expect(formatMoment(seconds, locale)).toBe(text);
});

test.each([
  [0, '0 ms'],
  [340, '340 ms'],
  [2_350, '2.4 sec'],
  [9_960, '10 sec'],
  [59_940, '60 sec'],
  [59_960, '1 min 0 sec'],
  [725_400, '12 min 5 sec'],
])('what took %d ms took %s', (tookMs, text) => {
  expect(formatTook(tookMs, 'en')).toBe(text);
});

test.each([
  [12.5, 'EUR', 'en', '€12.50'],
  [12.5, 'EUR', 'fr', '12,50 €'],
  [1200, 'JPY', 'en', '¥1,200'],
  [0.0025, 'USD', 'en', '$0.0025'],
  [9.9, null, 'en', '9.9'],
])('%d %s is written in %s as %s', (price, currency, locale, text) => {
  expect(formatPrice(price, currency, locale).replace(/\s/g, ' ')).toBe(text);
});
