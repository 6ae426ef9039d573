import { expect, test } from 'vitest';
import { readCues, UnreadableCaptions } from './caption-cues.ts';
import { writeWebVtt } from './caption-vtt.ts';

const header = 'WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n\n';
const written = (source: string) => {
  const text = writeWebVtt(readCues(source));
  expect(text.startsWith(header)).toBe(true);
  return text.slice(header.length);
};

const subRip = `1
00:00:01,000 --> 00:00:02,500
Hello <i>there</i>

2
00:00:03,000 --> 00:00:04,000 X1:40 X2:600 Y1:20 Y2:50
Two
lines
`;
const asWebVtt = `00:00:01.000 --> 00:00:02.500
Hello <i>there</i>

00:00:03.000 --> 00:00:04.000
Two
lines
`;

test('SubRip becomes WebVTT', () => {
  expect(written(subRip)).toBe(asWebVtt);
});

test.each([
  ['the line ends of Windows', subRip.replaceAll('\n', '\r\n')],
  ['the line ends of an old Mac', subRip.replaceAll('\n', '\r')],
  ['a byte order mark', `\uFEFF${subRip}`],
  ['spaces around', subRip.replaceAll('\n', '  \n')],
  ['no empty lines between', subRip.replaceAll('\n\n', '\n')],
  ['many empty lines', subRip.replaceAll('\n\n', '\n\n\n\n')],
  ['an empty line inside a caption', subRip.replace('Two\n', 'Two\n\n')],
  ['no numbers', subRip.replace(/^\d\n/gm, '')],
  ['points for commas', subRip.replaceAll(/(\d\d),(\d)/g, '$1.$2')],
  ['no hours', subRip.replaceAll('00:00:', '00:')],
])('%s is read the same', (_, source) => {
  expect(written(source)).toBe(asWebVtt);
});

test('WebVTT keeps places and spans, and loses styles, regions, notes and names', () => {
  const source = `WEBVTT - A title
X-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000

STYLE
::cue(b) { background: url(https://evil.example/) }

REGION
id:left width:40%

NOTE a remark
over two lines

intro
00:01.000 --> 00:02.000 line:0 align:start region:left position:10%,line-left size:50% x:y
<v Roger>Hi

outside of every cue

00:02.000 --> 1:00:03.250 vertical:rl
Later
`;
  expect(
    written(source),
  ).toBe(`00:00:01.000 --> 00:00:02.000 line:0 align:start position:10%,line-left size:50%
<v Roger>Hi</v>

00:00:02.000 --> 01:00:03.250 vertical:rl
Later
`);
});

test('cues are put in order, may overlap, and those that cannot be seen are left out', () => {
  const source = `WEBVTT

00:05.000 --> 00:06.000
third

00:01.000 --> 00:09.000
first

00:02.000 --> 00:02.000
never

00:03.000 --> 00:04.000
<i> </i>

00:02.000 --> 00:03.000
second
`;
  expect(readCues(source).map(({ text }) => text)).toEqual(['first', 'second', 'third']);
});

test('a text cannot begin a cue of its own', () => {
  const hostile = '1\n00:01,0 --> 00:02,0\nx<br>\n<br>00:03.000 --&gt; 00:09.000<br>STYLE\n';
  expect(written(hostile)).toBe(
    '00:00:01.000 --> 00:00:02.000\nx\n00:03.000 --&gt; 00:09.000\nSTYLE\n',
  );
});

const cue = (timing: string) => `1\n${timing}\nText\n`;
const minute = (at: number) => `${String(Math.floor(at / 60)).padStart(2, '0')}:${at % 60}`;
const many = (count: number) =>
  Array.from({ length: count }, (_, at) => `${minute(at % 3600)} --> 59:59,9\nx\n`).join('\n');

test.each([
  ['nothing', '', 'there is no caption in it'],
  ['only a header', 'WEBVTT\n', 'there is no caption in it'],
  ['a text of another kind', 'Dear Sir,\n\nno.\n', 'there is no caption in it'],
  ['two MiB in one line', 'x'.repeat(2 * 1024 * 1024), 'there is no caption in it'],
  [
    'an end before its beginning',
    cue('00:00:03,000 --> 00:00:02,000'),
    'line 2: an end before its beginning',
  ],
  ['a negative time', cue('-00:00:03,000 --> 00:00:05,000'), 'line 2: a time that cannot be read'],
  ['sixty seconds', cue('00:00:60,000 --> 00:01:05,000'), 'line 2: a time that cannot be read'],
  ['no end', cue('00:00:03,000 -->'), 'line 2: a time that cannot be read'],
  ['no times', cue('then --> later'), 'line 2: a time that cannot be read'],
  [
    'a time like no film',
    cue('99999:00:00,000 --> 99999:00:01,000'),
    'line 2: a time that cannot be read',
  ],
  ['a NUL', `${subRip}\0`, 'line 9: a character that no text has'],
  [
    'UTF-16 without a mark',
    Buffer.from(subRip, 'utf16le').toString(),
    'line 1: a character that no text has',
  ],
  [
    'a caption without an end',
    `${cue('00:01,0 --> 00:02,0')}${'x'.repeat(2 * 1024 * 1024)}`,
    'line 2: more text than one caption can show',
  ],
  [
    'an arrow of two MiB',
    `${'-'.repeat(1024 * 1024)}-->${'>'.repeat(1024 * 1024)}`,
    'line 1: a time that cannot be read',
  ],
  ['a million cues', many(1_000_000), 'line 150001: more captions than a film can have'],
])('%s is refused', (_, source, message) => {
  expect(() => readCues(source)).toThrow(UnreadableCaptions);
  expect(() => readCues(source)).toThrow(message);
});

test('as many tags as fit take no time to speak of', () => {
  const text = '<b>'.repeat(1600);
  const source = Array.from({ length: 400 }, () => `00:01,0 --> 00:02,0\n${text}\nx\n`).join('\n');
  const began = performance.now();
  expect(readCues(source)).toHaveLength(400);
  expect(performance.now() - began).toBeLessThan(5000);
});

test('languages that are none take no longer than other tags', () => {
  const text = '<lang x>'.repeat(600);
  const source = Array.from({ length: 400 }, () => `00:01,0 --> 00:02,0\n${text}\nx\n`).join('\n');
  const began = process.threadCpuUsage();
  expect(readCues(source)).toHaveLength(400);
  const { user, system } = process.threadCpuUsage(began);
  expect((user + system) / 1e6).toBeLessThan(2);
});
