// Rich text from outside, made safe to show as HTML.
import 'server-only';
import sanitizeHtml from 'sanitize-html';

/** Keeps headings, paragraphs, lists, emphasis, quotes and http(s)/mailto links; drops all the rest. */
export function sanitizeSynopsis(html: string): string {
  return sanitizeHtml(html, {
    allowedTags: [
      'p',
      'br',
      'h2',
      'h3',
      'strong',
      'em',
      's',
      'u',
      'ul',
      'ol',
      'li',
      'blockquote',
      'a',
    ],
    allowedAttributes: { a: ['href', 'rel', 'target'] },
    allowedSchemes: ['http', 'https', 'mailto'],
    allowProtocolRelative: false,
    transformTags: {
      b: 'strong',
      i: 'em',
      h1: 'h2',
      a: sanitizeHtml.simpleTransform('a', { rel: 'noopener nofollow', target: '_blank' }),
    },
  }).trim();
}
