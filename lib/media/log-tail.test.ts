import { homedir, tmpdir } from 'node:os';
import { expect, test, vi } from 'vitest';
import { MediaFailure } from '#lib/shared/media-failure.ts';
import { logTailOf } from './log-tail.ts';

const workspace = '/srv/the work of/media';
vi.mock('../env/env.ts', () => ({ env: () => ({ MEDIA_TMP_DIR: '/srv/the work of/media' }) }));

const because = (text: string) =>
  logTailOf(new MediaFailure('corrupt_file', 'It broke.', { cause: new Error(text) }));

test.each([
  ['/var/tmp/a/b/source: Invalid data', 'source: Invalid data'],
  [`${workspace}/1-2/attempt-x/720p.mp4: No space`, '720p.mp4: No space'],
  [`${homedir()}/x.mp4 and '${tmpdir()}/y/z.mp4'`, "x.mp4 and 'z.mp4'"],
  ['C:\\Users\\Me\\source: broken', 'source: broken'],
  ['file:/etc/passwd', 'file:passwd'],
  ['(/usr/bin/ffmpeg)', '(ffmpeg)'],
  ['yuv420p(tv, bt709/unknown), 16/9, 25 fps', 'yuv420p(tv, bt709/unknown), 16/9, 25 fps'],
  ['a\0b\u001b[31mc\nd', 'a b [31mc\nd'],
])('%j becomes %j', (text, shown) => {
  expect(because(text)).toBe(shown);
});

test('only the end of a long log is kept', () => {
  const tail = because(`${'x'.repeat(5000)}the end`);
  expect(tail).toHaveLength(2000);
  expect(tail.endsWith('the end')).toBe(true);
});

test('the first cause is what is shown, else the failure itself', () => {
  const cause = new Error('second', { cause: new Error('first') });
  expect(logTailOf(new MediaFailure('internal', 'It broke.', { cause }))).toBe('first');
  expect(logTailOf(new MediaFailure('internal', 'It broke.'))).toBe('It broke.');
});
