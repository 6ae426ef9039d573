// Reading a small text of the store whole.
import 'server-only';
import { text } from 'node:stream/consumers';
import type { Ports } from '../ports/ports.ts';
import { AppError } from '../shared/errors.ts';

/** Throws `not_found`, and `storage_unavailable` also when the answer breaks off in the middle. */
export async function readText(key: string, { storage }: Pick<Ports, 'storage'>): Promise<string> {
  const body = await storage.read(key);
  return text(body).catch((cause: unknown) => {
    const message = 'The file store broke off its answer. Try again.';
    throw new AppError('storage_unavailable', message, { cause });
  });
}
