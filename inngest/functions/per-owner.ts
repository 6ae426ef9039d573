// How many steps of a function run at once, so that one person's many files hold up nobody else's.
import 'server-only';

/**
 * `limit` at once for each owner, and one more in all: so many files of one person fill the machine, and
 * somebody else's first file still begins at once. Events without an owner share one turn.
 */
export function perOwner(
  limit: number,
): [{ limit: number }, { key: 'event.data.ownerId'; limit: number }] {
  return [{ limit: limit + 1 }, { key: 'event.data.ownerId', limit }];
}
