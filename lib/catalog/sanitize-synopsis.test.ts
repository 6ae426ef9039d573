import { expect, test } from 'vitest';
import { sanitizeSynopsis } from './sanitize-synopsis.ts';

test.each([
  ['<p>Fine <b>bold</b></p>', '<p>Fine <strong>bold</strong></p>'],
  ['<p onclick="x()">Hi</p><script>alert(1)</script>', '<p>Hi</p>'],
  ['<img src=x onerror=alert(1)>', ''],
  ['<p style="color:red" class="MsoNormal">Word</p><o:p></o:p>', '<p>Word</p>'],
])('%s becomes %s', (given, safe) => {
  expect(sanitizeSynopsis(given)).toBe(safe);
});

test('a link keeps a web address only, and opens apart', () => {
  expect(sanitizeSynopsis('<a href="https://a.example">a</a>')).toBe(
    '<a href="https://a.example" rel="noopener nofollow" target="_blank">a</a>',
  );
  expect(sanitizeSynopsis('<a href="javascript:alert(1)">a</a>')).not.toContain('javascript');
});

test('what grows too long by it is refused: the form could not save it again', () => {
  const link = '<a href="https://a.example">a</a>';
  expect(() => sanitizeSynopsis(link.repeat(1500))).toThrow(
    expect.objectContaining({ fields: [{ path: 'synopsis', message: 'tooLong' }] }),
  );
  expect(sanitizeSynopsis(link.repeat(500)).length).toBeLessThan(50_000);
});
