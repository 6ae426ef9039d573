import { expect, test } from 'vitest';
import { cueText } from './caption-text.ts';

test.each([
  ['plain', 'Hello', 'Hello'],
  ['letters that mean something', 'a < b & c > d', 'a &lt; b &amp; c &gt; d'],
  ['a heart', 'I <3 you', 'I &lt;3 you'],
  ['an arrow', 'here --> there', 'here --&gt; there'],
  ['references WebVTT knows', '&lt;b&gt; &AMP; &nbsp;x', '&lt;b&gt; &amp; &nbsp;x'],
  ['references it does not know', '&copy; &#60;b&#62;', '&amp;copy; &amp;#60;b&amp;#62;'],
  ['its spans', '<b>a</b> <i>b</i> <u>c</u>', '<b>a</b> <i>b</i> <u>c</u>'],
  ['capitals', '<B>a</B>', '<b>a</b>'],
  ['a voice', '<v.loud Esmé & Co>Hi', '<v.loud Esmé &amp; Co>Hi</v>'],
  ['a voice without a name', '<v>Hi</v>', 'Hi'],
  ['a language', '<lang pt_br>Oi</lang>', '<lang pt-br>Oi</lang>'],
  ['no language', '<lang "x>Oi</lang>', 'Oi'],
  ['classes', '<c.yellow.bg_blue.a"b>x</c>', '<c.yellow.bg_blue>x</c>'],
  ['ruby', '<ruby>漢<rt>kan</rt></ruby>', '<ruby>漢<rt>kan</rt></ruby>'],
  ['what was left open', '<b>a <i>b', '<b>a <i>b</i></b>'],
  ['what was closed in the wrong order', '<b>a<i>b</b>c</i>', '<b>a<i>b</i></b>c'],
  ['what was never opened', 'a</b></i>', 'a'],
  ['attributes', '<b onclick="x">a</b>', '<b>a</b>'],
  ['fonts of SubRip', '<font color="#fff">a</font>', 'a'],
  ['places of SubStation', '{\\an8}Top', 'Top'],
  ['times inside', 'a <00:00:01.000>b', 'a b'],
  ['other tags', '<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
  ['a tag that never ends', '<b', '&lt;b'],
  ['a tag in a tag', '<<b>b>', '&lt;<b>b&gt;</b>'],
  ['a break', 'one<br/>two', 'one\ntwo'],
  ['breaks that would end the cue', 'one<br><br>\n\n<br>two', 'one\ntwo'],
  ['control characters', 'a\u0001\u001b[31mb\u0085', 'a[31mb'],
  ['nothing but markup', '<b> <i>&nbsp;</i></b>\n', ''],
])('%s', (_, source, written) => {
  expect(cueText(source)).toBe(written);
});

test('spans do not go deeper than anybody means', () => {
  const text = cueText(`${'<b>'.repeat(1000)}x`);
  expect(text).toBe(`${'<b>'.repeat(16)}x${'</b>'.repeat(16)}`);
});

test('a second time changes nothing', () => {
  const once = cueText('<v A&B>x < y</v> <c.d>&copy; --> </i>{\\an1}');
  expect(cueText(once)).toBe(once);
});
