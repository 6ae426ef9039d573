// Sending a browser on to the store.
import 'server-only';
import { fileLinkSeconds } from '../media/deliver.ts';

/** Kept by the browser for most of the link's life, so a page of pictures is signed once. */
export function signedRedirect(url: string): Response {
  const maxAge = Math.floor(fileLinkSeconds * 0.8);
  return new Response(null, {
    status: 302,
    headers: {
      location: url,
      'cache-control': `private, max-age=${maxAge}`,
      // Not for whoever signs in on this browser next.
      vary: 'cookie',
    },
  });
}
