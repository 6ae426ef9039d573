// Proves that a message one language lacks, invents or leaves empty is named.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { messageComplaints } from './check-messages.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cutroom-messages-'));
  for (const language of ['en', 'fr', 'id']) write(language, { film: { title: 'T', save: 'S' } });
});
afterEach(() => rmSync(folder, { recursive: true }));

test('languages with the same messages are fine', () => {
  expect(messageComplaints(folder)).toEqual([]);
});

test('missing, extra and empty ones are named with their file', () => {
  write('fr', { film: { title: ' ', cut: 'C' } });
  expect(messageComplaints(folder)).toEqual([
    'messages/fr.json: film.save is missing',
    'messages/fr.json: film.cut is not in en.json',
    'messages/fr.json: film.title is empty',
  ]);
});

test('a language without a file is named', () => {
  rmSync(join(folder, 'id.json'));
  expect(messageComplaints(folder)).toEqual(['messages/id.json is missing']);
});

function write(language: string, messages: object): void {
  writeFileSync(join(folder, `${language}.json`), JSON.stringify(messages));
}
