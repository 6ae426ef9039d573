import { afterEach, expect, test, vi } from 'vitest';
import {
  captionToTurnOn,
  firstCaption,
  type PlayerCaption,
  recallChoice,
  rememberChoice,
} from './caption-choice.ts';

const caption = (
  id: string,
  language: string,
  { isDefault = false, kind = 'subtitles' as PlayerCaption['kind'] } = {},
): PlayerCaption => ({ id, language, label: id, kind, isDefault, url: `/${id}` });

const all = [
  caption('en', 'en', { isDefault: true }),
  caption('fr', 'fr'),
  caption('fr-cc', 'fr', { kind: 'captions' }),
  caption('pt', 'pt-BR'),
];
const chosen = (language: string, rest: { kind?: PlayerCaption['kind']; isOn?: boolean } = {}) => ({
  ...{ language, kind: 'subtitles' as const, isOn: true, ...rest },
});

test.each([
  ['nothing remembered', null, 'en'],
  ['a language that is there', chosen('fr'), 'fr'],
  ['its kind', chosen('fr', { kind: 'captions' }), 'fr-cc'],
  ['another variety', chosen('pt-PT'), 'pt'],
  ['a language that is not there', chosen('ja'), 'en'],
  ['off', chosen('fr', { isOn: false }), undefined],
])('a film begins, with %s', (_, remembered, id) => {
  expect(firstCaption(all, remembered)?.id).toBe(id);
});

test('without a default it begins without captions', () => {
  expect(firstCaption(all.slice(1), null)).toBeNull();
});

test.each([
  ['the last language', all, chosen('fr', { isOn: false }), ['pt'], 'fr'],
  ['the default', all, null, ['fr'], 'en'],
  ['a language of the reader', all.slice(1), null, ['ja', 'pt-PT', 'fr'], 'pt'],
  ['the first', all.slice(1), null, ['ja'], 'fr'],
  ['nothing', [], null, ['ja'], undefined],
])('turning on shows %s', (_, captions, remembered, languages, id) => {
  expect(captionToTurnOn(captions, remembered, languages)?.id).toBe(id);
});

afterEach(() => vi.unstubAllGlobals());

test('a choice is kept where that is possible, and nothing else is believed', () => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
  });
  expect(recallChoice()).toBeNull();
  rememberChoice(chosen('fr'));
  expect(recallChoice()).toEqual(chosen('fr'));
  kept.set('captions', '{"language":3}');
  expect(recallChoice()).toBeNull();
  vi.stubGlobal('localStorage', undefined);
  rememberChoice(chosen('fr'));
  expect(recallChoice()).toBeNull();
});
