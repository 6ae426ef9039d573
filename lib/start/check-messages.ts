// Checks that every language has the same messages.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Messages = { [key: string]: string | Messages };

const source = 'en';
const languages = [source, 'fr', 'id'];

/** One line for each message that is missing, empty or known to one language only. */
export function messageComplaints(folder: string): string[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  const absent = languages.filter((language) => !files.includes(`${language}.json`));
  if (absent.length > 0) return absent.map((language) => `messages/${language}.json is missing`);

  const expected = read(folder, `${source}.json`);
  return files.flatMap((file) => {
    const found = read(folder, file);
    const missing = [...expected.keys()].filter((key) => !found.has(key));
    const extra = [...found.keys()].filter((key) => !expected.has(key));
    const empty = [...found].filter(([, text]) => text.trim() === '');
    return [
      ...missing.map((key) => `messages/${file}: ${key} is missing`),
      ...extra.map((key) => `messages/${file}: ${key} is not in ${source}.json`),
      ...empty.map(([key]) => `messages/${file}: ${key} is empty`),
    ];
  });
}

function read(folder: string, file: string): Map<string, string> {
  return new Map(flatten(JSON.parse(readFileSync(join(folder, file), 'utf8')), ''));
}

function flatten(messages: Messages, prefix: string): [string, string][] {
  return Object.entries(messages).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : flatten(value, `${prefix}${key}.`),
  );
}
