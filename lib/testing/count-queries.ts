// How many queries some work asks the database.
import { Client } from 'pg';
import { vi } from 'vitest';

/** Counts what every connection of this process asks meanwhile. */
export async function countQueries(work: () => Promise<unknown>): Promise<number> {
  const asked = vi.spyOn(Client.prototype, 'query');
  try {
    await work();
    return asked.mock.calls.length;
  } finally {
    asked.mockRestore();
  }
}
