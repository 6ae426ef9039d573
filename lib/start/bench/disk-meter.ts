// Watches how much room a folder takes.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const lookEveryMs = 100;

/** Answers beside the result the most bytes all files in the folder had together while the work was done. */
export async function meterDisk<Result>(
  folder: string,
  work: () => Promise<Result>,
): Promise<{ result: Result; peakBytes: number }> {
  const end = new AbortController();
  let peakBytes = 0;
  const watch = async () => {
    while (!end.signal.aborted) {
      peakBytes = Math.max(peakBytes, await bytesIn(folder));
      await setTimeout(lookEveryMs, undefined, { signal: end.signal }).catch(() => undefined);
    }
  };
  const watching = watch();
  try {
    const result = await work();
    return { result, peakBytes: Math.max(peakBytes, await bytesIn(folder)) };
  } finally {
    end.abort();
    await watching;
  }
}

/** What is removed while it is looked at does not count. */
async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      stat(join(entry.parentPath, entry.name)).then(
        ({ size }) => size,
        () => 0,
      ),
    );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
