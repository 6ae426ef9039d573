// How long links to stored files work, and how long what they lead to may be kept.
import 'server-only';
import type { Storage } from '../storage/storage.ts';

const hourMs = 3_600_000;

/** Between one and two hours remain: see `hourOf`. */
const fileLinkSeconds = 2 * 3600;

type Link = Parameters<Storage['signGet']>[0];

/**
 * When a link is signed as of: the beginning of this hour. Who asks again within it is given the same
 * address, whichever process answers, and so what a browser keeps of the file is found again.
 */
export function hourOf(now: Date): Date {
  return new Date(Math.floor(now.getTime() / hourMs) * hourMs);
}

/** How a file is linked that is asked for again well before this is over. */
export function fileLink(now: Date): Pick<Link, 'expiresInSeconds' | 'signedAt'> {
  return { expiresInSeconds: fileLinkSeconds, signedAt: hourOf(now) };
}

/** What lies under a key never changes; of a private file only the browser itself keeps a copy. */
export function keptAs(isPublic: boolean): string {
  return isPublic
    ? 'public, max-age=31536000, immutable'
    : `private, max-age=${fileLinkSeconds}, immutable`;
}
