// What one caption says, as WebVTT: the markup players know, and everything else as plain text.
import 'server-only';

/** WebVTT 1, 4.2.2: the spans a cue can have. */
const spans = new Set(['b', 'i', 'u', 'c', 'v', 'lang', 'ruby', 'rt']);
/** What SubRip files carry of HTML: it goes, its content stays. */
const htmlTags = new Set(['font', 's', 'strike', 'strong', 'em', 'span', 'p', 'div']);

/** Every level is an element in another element for who draws it. */
const maxDepth = 16;

/** A tag, a time inside a cue, a character reference WebVTT knows, or the text between them. */
const tokens =
  /<\/?[a-z][^<>\n]{0,200}>|<\d[\d:.]{0,20}>|&(?:amp|lt|gt|nbsp|lrm|rlm);|[&<>]|[^&<>]+/gi;
const knownReference = /^&[a-z]+;$/i;
const tagShape = /^<(\/?)([a-z][a-z0-9]*)((?:\.[^\s.>]+)*)\s*(.*?)\/?>$/i;
/** Places of the Advanced SubStation format, which some SubRip files have: `{\an8}`. */
const placeMarks = /\{\\[^{}\n]{0,100}\}/g;
const controlCharacters = /(?![\n\t])\p{Cc}/gu;

/** BCP 47, 2.1, as far as anybody marks a word by it; capitals mean nothing in it. */
const languageTag = /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i;

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * The lines of one caption as cue text: every span is closed where it has to be, nothing can end the
 * cue early or begin another one. Empty when there is nothing to read.
 */
export function cueText(source: string): string {
  const open: string[] = [];
  const close = (name: string) => {
    return open.splice(open.lastIndexOf(name)).reverse().map(endOf).join('');
  };
  const written = source
    .replace(placeMarks, '')
    .replace(controlCharacters, '')
    .replace(tokens, (token) => {
      // Most of any text, and a million times in one that is made of such letters alone.
      if (token.length === 1) return escapes[token] ?? token;
      const [, slash, name = '', classes = '', annotation = ''] = tagShape.exec(token) ?? [];
      const known = name.toLowerCase();
      if (known === 'br') return '\n';
      if (htmlTags.has(known) || /^<\d/.test(token)) return '';
      if (!spans.has(known)) return knownReference.test(token) ? token.toLowerCase() : plain(token);
      if (slash) return open.includes(known) ? close(known) : '';
      if (open.length === maxDepth) return '';
      const start = startOf(known, classes, annotation);
      if (start) open.push(known);
      return start;
    });
  const lines = (written + open.toReversed().map(endOf).join(''))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return isBlank(lines) ? '' : lines.join('\n');
}

function endOf(name: string): string {
  return `</${name}>`;
}

function startOf(name: string, classes: string, annotation: string): string {
  const kept = classes.split('.').filter((word) => /^[\w-]{1,40}$/.test(word));
  const start = [name, ...kept].join('.');
  if (name === 'lang') {
    const language = annotation.trim().replaceAll('_', '-');
    return languageTag.test(language) ? `<${start} ${language}>` : '';
  }
  if (name !== 'v') return `<${start}>`;
  const voice = annotation.trim().replace(/&(?!(?:amp|lt|gt|nbsp|lrm|rlm);)/g, '&amp;');
  return voice ? `<${start} ${voice}>` : '';
}

function plain(text: string): string {
  return text.replace(/[&<>]/g, (letter) => escapes[letter] ?? '');
}

function isBlank(lines: string[]): boolean {
  return lines.every((line) => line.replace(/<[^>]*>|&nbsp;|&[lr][lr]m;|\s/g, '') === '');
}
