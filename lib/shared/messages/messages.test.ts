import { expect, test } from 'vitest';
import { errorStatus } from '#lib/shared/errors.ts';
import { failureCodes } from '#lib/shared/media-state.ts';
import en from './en.json' with { type: 'json' };
import fr from './fr.json' with { type: 'json' };
import indonesian from './id.json' with { type: 'json' };

type Tree = { [key: string]: string | Tree };

function leaves(tree: Tree, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[prefix + key, value]] : [...leaves(value, `${prefix}${key}.`)],
    ),
  );
}

/** The names of the values a message takes, without those only inside a plural's branches twice. */
function argumentNames(message: string): string[] {
  return [
    ...new Set([...message.matchAll(/\{(\w+)\s*[,}]/g)].map(([, name]) => name ?? '')),
  ].sort();
}

const english = leaves(en);

test.each([
  ['fr', leaves(fr)],
  ['id', leaves(indonesian)],
])('%s has every message of English, with the same values in it', (_, translated) => {
  expect([...translated.keys()].sort()).toEqual([...english.keys()].sort());
  for (const [key, message] of english) {
    expect(translated.get(key), key).not.toBe('');
    expect({ key, names: argumentNames(translated.get(key) ?? '') }).toEqual({
      key,
      names: argumentNames(message),
    });
  }
});

test('every error code and every failure code has a sentence', () => {
  expect(Object.keys(en.errors)).toEqual(expect.arrayContaining(Object.keys(errorStatus)));
  expect(Object.keys(en.failures)).toEqual(expect.arrayContaining([...failureCodes]));
});
