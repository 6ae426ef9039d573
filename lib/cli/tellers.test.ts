import { beforeEach, expect, test } from 'vitest';
import { barLines, createBarTeller } from './bar-teller.ts';
import { createJsonTeller } from './json-teller.ts';
import { createLineTeller } from './line-teller.ts';
import type { Standing } from './teller.ts';

let written = '';
let now = 0;
const write = (text: string) => {
  written += text;
};
beforeEach(() => {
  written = '';
  now = 1_000_000;
});

const standing: Standing = {
  ...{ filesDone: 1, files: 3, sentBytes: 512, bytes: 2048, bytesPerSecond: 1024, processing: 0 },
  travelling: [{ path: 'a.mp4', share: 0.5 }],
};
const totals = { stored: 1, already: 1, failed: 1, leftOut: 2, unfinished: 0, seconds: 1.25 };
const leftOut = ['a.txt', 'b.txt', 'c.txt', 'd.txt'].map((path) => ({
  ...{ path, reason: 'type' as const, sentence: 'Its type is not taken.' },
}));

test('lines for people', () => {
  const teller = createLineTeller(write, () => now);
  teller.planned({ files: 3, bytes: 2048, leftOut });
  teller.moved(standing);
  now += 10_000;
  teller.moved(standing);
  teller.settled({ path: 'a.png', status: 'stored', mediaId: 'm', record: null });
  teller.settled({ path: 'b.png', status: 'already', mediaId: 'm', record: null });
  teller.settled({ path: 'c.png', status: 'failed', code: 'conflict', message: 'No.' });
  teller.ended(totals, 1);
  expect(written.split('\n')).toEqual([
    'Left out: a.txt, b.txt, c.txt and 1 more. Its type is not taken.',
    '3 files to upload, 2 kB',
    '1 of 3 files, 25% of 2 kB, 1 kB/s',
    '✓ a.png',
    '= b.png is there already',
    '✗ c.png: No.',
    '1 file uploaded, 1 there already, 1 failed, 2 left out, in 1.3 s.',
    '',
  ]);
});

test('the name of a file is no command to a terminal', () => {
  const teller = createLineTeller(write, () => now);
  const path = 'a\x1b[2Jb\u202egnp.exe\n';
  teller.settled({ path, status: 'stored', mediaId: 'm', record: null });
  expect(written).toBe('✓ a\ufffd[2Jb\ufffdgnp.exe\ufffd\n');
});

test('objects for programs, progress once a second', () => {
  const teller = createJsonTeller(write, () => now);
  teller.planned({ files: 1, bytes: 10, leftOut: leftOut.slice(0, 1) });
  for (let count = 0; count < 3; count += 1) teller.moved(standing);
  teller.settled({ path: 'a\nb.png', status: 'failed', code: 'conflict', message: 'No.' });
  teller.ended(totals, 1);
  const lines = written.trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { event: 'left-out', ...leftOut[0] },
    { event: 'plan', files: 1, bytes: 10, leftOut: 1 },
    { event: 'progress', ...standing, travelling: 1 },
    { event: 'file', path: 'a\nb.png', status: 'failed', code: 'conflict', message: 'No.' },
    { event: 'end', ...totals, exitCode: 1 },
  ]);
});

test('bars are drawn over, and what is over stays above them', () => {
  const teller = createBarTeller(
    write,
    () => now,
    () => 80,
  );
  teller.moved(standing);
  teller.moved(standing);
  const drawn = '██████████░░░░░░░░░░ a.mp4\n1 of 3 files, 25% of 2 kB, 1 kB/s\n';
  expect(written).toBe(drawn);
  teller.settled({ path: 'a.mp4', status: 'stored', mediaId: 'm', record: null });
  expect(written).toBe(`${drawn}\x1b[2F\x1b[0J✓ a.mp4\n`);
  teller.moved(standing);
  expect(written).toBe(`${drawn}\x1b[2F\x1b[0J✓ a.mp4\n${drawn}`);
});

test('no line is wider than the terminal, also of wide letters', () => {
  const travelling = [{ path: '映画'.repeat(20), share: 2 }];
  const [bar = ''] = barLines({ ...standing, travelling }, 31);
  expect(bar).toBe(`${'█'.repeat(20)} 映画映画`);
  expect(barLines({ ...standing, travelling }, 10)).toEqual(['█████████', '1 of 3 fi']);
});
