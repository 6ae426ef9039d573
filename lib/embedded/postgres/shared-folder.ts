// Where root puts what Postgres' own user must reach when the project lies under a private folder.
import { chmodSync, mkdirSync } from 'node:fs';

const base = '/var/lib/cutroom';

/** A folder every user can enter and only root can write; made when missing. */
export function sharedFolder(): string {
  mkdirSync(base, { recursive: true });
  // Explicit, because a umask such as 077 would have closed it.
  chmodSync(base, 0o755);
  return base;
}
