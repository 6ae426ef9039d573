// Sending whoever asks for a file on to the store, and how long what says where may be kept.
import 'server-only';
import type { FileLink } from '../media/deliver.ts';

/** So long it may take until a change of who may see a file is noticed everywhere. */
const keptSeconds = 60;

/**
 * The address within the hour is the same, so the file itself is not fetched again when this is asked
 * for again. Of a public file caches in between may answer, too.
 */
export function signedRedirect({ url, isPublic }: FileLink): Response {
  return new Response(null, { status: 302, headers: { location: url, ...keptBriefly(isPublic) } });
}

/** For what leads to files: of a private one for this caller alone, who may not be the next one here. */
export function keptBriefly(isPublic: boolean): Record<string, string> {
  if (isPublic) return { 'cache-control': `public, max-age=${keptSeconds}` };
  return {
    'cache-control': `private, max-age=${keptSeconds}`,
    vary: 'cookie, authorization',
  };
}
