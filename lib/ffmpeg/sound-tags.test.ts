import { expect, test } from 'vitest';
import { tagsIn } from './sound-tags.ts';

test('the six known tags, in any letter case, and no others', () => {
  const found = {
    ...{ TITLE: 'Quay', artist: 'The Anchors', Album: 'Harbour', track: '3/12' },
    ...{ date: '2026-11-21', genre: 'Folk', comment: 'call me at 555', encoder: 'Lavf60' },
    ...{ location: '+48.85+002.35/', 'id3v2_priv.XMP': '<x/>', lyrics: 'la la' },
  };
  expect(tagsIn(found)).toEqual({
    ...{ title: 'Quay', artist: 'The Anchors', album: 'Harbour', track: '3/12' },
    ...{ date: '2026-11-21', genre: 'Folk' },
  });
});

test.each([
  ['spaces and lines', '  Quay\r\n\tat   dawn ', 'Quay at dawn'],
  ['what Postgres refuses', 'Qu\0ay \ud83d', 'Qu ay'],
  ['escapes', 'Quay\x1b[31m\x07', 'Quay [31m'],
  ['turned text', 'gpj.\u202eyauQ\u2066', 'gpj. yauQ'],
  ['letters of any script, and their joints', 'रात की धुन नमस्\u200dते', 'रात की धुन नमस्\u200dते'],
])('%s', (_, value, expected) => {
  expect(tagsIn({ title: value })).toEqual({ title: expected });
});

test('a tag is at most 200 characters, none of them cut in half', () => {
  expect(tagsIn({ title: 'x'.repeat(100_000) }).title).toHaveLength(200);
  const notes = tagsIn({ title: '🎵'.repeat(300) }).title ?? '';
  expect([...notes]).toHaveLength(200);
  expect(notes.isWellFormed()).toBe(true);
});

test('what is empty or no text is not there', () => {
  expect(tagsIn({ title: ' \n ', artist: 7, album: null })).toEqual({});
  expect(tagsIn(undefined)).toEqual({});
});
