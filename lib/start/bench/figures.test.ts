import { expect, test } from 'vitest';
import { countRequests } from './count-requests.ts';
import {
  figureTable,
  mebibyte,
  median,
  overheadFigure,
  shortTime,
  speedFigure,
} from './figures.ts';

test('one outlier does not move a median', () => {
  expect(median([3, 1, 2, 100, 2])).toBe(2);
  expect(median([])).toBeNaN();
});

test('a ratio says how many times as fast as the other, and whether that is enough', () => {
  const input = { what: 'x', byteSize: 10 * mebibyte, seconds: 2, against: 'y', atLeast: 0.9 };
  expect(speedFigure({ ...input, againstSeconds: 1.8 })).toMatchObject({
    measured: '2.00 s (5.0 MiB/s)',
    ratio: 0.9,
    isMet: true,
  });
  expect(speedFigure({ ...input, againstSeconds: 1.7 }).isMet).toBe(false);
});

test('an overhead says how many times as long as its floor, and whether that is little enough', () => {
  const input = { what: 'x', floor: 'bare', floorSeconds: 10, atMost: 1.05 };
  expect(overheadFigure({ ...input, seconds: 10.5 })).toMatchObject({
    measured: '10.50 s',
    against: 'bare: 10.00 s',
    ratio: 1.05,
    isMet: true,
  });
  expect(overheadFigure({ ...input, seconds: 10.6 }).isMet).toBe(false);
  expect(shortTime(0.1449)).toBe('145 ms');
});

test('the table says what is met and what is not, and nothing where there is no aim', () => {
  const lines = figureTable([
    { what: 'good', measured: '1', isMet: true },
    { what: 'bad', measured: '2', isMet: false },
    { what: 'plain', measured: '3' },
  ]).split('\n');
  expect(lines.slice(-3).map((line) => line.split(/\s+/))).toEqual([
    ['good', '1', 'yes'],
    ['bad', '2', 'NO'],
    ['plain', '3'],
  ]);
});

test('requests are counted by what they are for', () => {
  const requests = [
    'POST /api/uploads/01JD2Q/parts',
    'POST /api/uploads/01JD9Z/parts',
    'POST /api/uploads',
    'GET /_next/static/chunks/4f2.js',
  ];
  expect(countRequests(requests)).toBe('2 POST uploads/…/parts, 1 POST uploads, 1 code');
});
