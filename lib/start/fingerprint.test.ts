// Proves that a fingerprint changes with what it is about, and with nothing else.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fingerprint, isNoted, note } from './fingerprint.ts';

let root: string;
const write = (path: string, text: string) => writeFileSync(join(root, path), text);
const current = (extra: string[] = []) =>
  fingerprint({
    root,
    paths: ['app', 'absent.json'],
    skip: (path) => path.endsWith('.test.ts'),
    extra,
  });

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cutroom-fingerprint-'));
  mkdirSync(join(root, 'app', 'films'), { recursive: true });
  write('app/films/page.ts', 'film');
});
afterEach(() => rmSync(root, { recursive: true }));

test.for([
  ['other bytes', () => write('app/films/page.ts', 'movie')],
  ['a new file', () => write('app/films/new.ts', '')],
  ['a file that was absent', () => write('absent.json', '{}')],
] as const)('%s change it', ([, change]) => {
  const before = current();
  change();
  expect(current()).not.toBe(before);
});

test('other extras change it, skipped files and rewriting do not', () => {
  const before = current();
  expect(current(['NEXT_PUBLIC_NAME=x'])).not.toBe(before);
  write('app/films/page.test.ts', 'test');
  write('app/films/page.ts', 'film');
  expect(current()).toBe(before);
});

test('a noted fingerprint is known again', () => {
  const file = join(root, 'deep', 'note');
  expect(isNoted(file, 'a')).toBe(false);
  note(file, 'a');
  expect([isNoted(file, 'a'), isNoted(file, 'b')]).toEqual([true, false]);
});
