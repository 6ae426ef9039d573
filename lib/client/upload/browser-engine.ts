// The upload queue of this tab: joined when the person is known, it outlives every page.
import { watchMedia } from '../media-events.ts';
import { createBrowserMemory } from './browser-memory.ts';
import { browserConnectivity } from './connectivity.ts';
import { hashFirstMaxBytes } from './digest-file.ts';
import { readAgain } from './file-handle.ts';
import type { Hasher } from './hashing.ts';
import { createLineMemory } from './line-memory.ts';
import { browserTabs, createSharedQueue, type SharedQueue } from './shared-queue.ts';
import { UploadEngine } from './upload-engine.ts';
import { createWorkerHasher } from './worker-hasher.ts';
import { xhrTransport } from './xhr-transport.ts';

let joined: SharedQueue | undefined;

/** Joins the queue of a person, once. Does nothing on the server. */
export function joinUploads(userId: string): void {
  if (typeof window === 'undefined') return;
  joined ??= createQueue(userId);
}

/** Throws when nobody's queue was joined: only pages behind the sign-in have uploads. */
export const uploadQueue: SharedQueue = new Proxy({} as SharedQueue, {
  get: (_, verb: keyof SharedQueue) => {
    if (!joined) throw new Error('the upload queue was used before it was joined');
    return joined[verb];
  },
});

function createQueue(userId: string): SharedQueue {
  const memory = createBrowserMemory();
  const line = createLineMemory(() => localStorage, Date.now);
  return createSharedQueue({
    ...{ userId, locks: browserTabs.locks },
    openChannel: browserTabs.openChannel,
    onLeaving: browserTabs.onLeaving,
    startEngine: (handed) =>
      new UploadEngine(
        {
          transport: xhrTransport,
          connectivity: browserConnectivity,
          watch: watchMedia,
          random: Math.random,
          now: Date.now,
          hasher: warmHasher(),
          memory,
          line,
          hashFirstMaxBytes,
          ownerId: userId,
        },
        handed,
      ),
    readRemembered: async (uploadId) => {
      const all = await memory.all(userId);
      const handle = all.find((each) => each.uploadId === uploadId)?.handle;
      const found = handle ? await readAgain(handle, { ask: true }) : 'gone';
      return found instanceof File ? found : null;
    },
  });
}

/** Started before it is needed: a worker takes a tenth of a second, and a dropped file should not wait. */
function warmHasher(): Hasher {
  const hasher = createWorkerHasher();
  const something = new Blob(['.']);
  const hashing = hasher.open(something);
  Promise.all([hasher.fingerprint(something), hashing.md5(0, 1)])
    .catch(() => undefined)
    .finally(() => hashing.close());
  return hasher;
}
