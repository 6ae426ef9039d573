import { expect, test } from 'vitest';
import { guessCaption } from './caption-file.ts';

test.each([
  ['film.fr.srt', 'fr', 'subtitles'],
  ['Film.PT-br.VTT', 'pt-BR', 'subtitles'],
  ['film_en.srt', 'en', 'subtitles'],
  ['film-de.srt', 'de', 'subtitles'],
  ['film [ja].vtt', 'ja', 'subtitles'],
  ['film.eng.sdh.srt', 'en', 'captions'],
  ['film.zh_Hant.cc.vtt', 'zh-Hant', 'captions'],
  ['this-is-my.film.srt', null, 'subtitles'],
  ['film.xx.srt', null, 'subtitles'],
  ['film.srt', null, 'subtitles'],
  ['.srt', null, 'subtitles'],
  ['fr.srt', 'fr', 'subtitles'],
  ['about_my-film.srt', null, 'subtitles'],
])('%s: %s, %s', (fileName, language, kind) => {
  expect(guessCaption(fileName)).toEqual({ language, kind });
});
