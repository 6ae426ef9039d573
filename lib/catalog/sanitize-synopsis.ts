// Rich text from outside, made safe to show as HTML.
import 'server-only';
import sanitizeHtml from 'sanitize-html';
import { AppError } from '../shared/errors.ts';
import { longestSynopsis } from '../shared/schemas/film.ts';

/**
 * Keeps headings, paragraphs, lists, emphasis, quotes and http(s)/mailto links; drops all the rest.
 * Throws `invalid_request` when that made it too long: its own form would refuse to save it again.
 */
export function sanitizeSynopsis(html: string): string {
  const safe = sanitized(html);
  if (safe.length <= longestSynopsis) return safe;
  throw new AppError('invalid_request', 'The synopsis is too long.', {
    fields: [{ path: 'synopsis', message: 'tooLong' }],
  });
}

function sanitized(html: string): string {
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
