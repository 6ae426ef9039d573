// Waits until what was stored is processed.
import { getMediaStates } from '#lib/client/media-requests.ts';
import { pause } from '#lib/client/pause.ts';
import { type RetryContext, retrying } from '#lib/client/upload/retrying.ts';
import type { FileOutcome } from './teller.ts';

const everyMs = 1000;
/** What one request may ask about. */
const most = 100;

type Stored = { path: string; mediaId: string; wasThere: boolean };

/**
 * Tells of each file once it is ready or failed, of one that is gone too; resolves when none is left.
 * Rejects as `retrying` does.
 */
export async function awaitReady(
  files: readonly Stored[],
  tell: { onSettled: (outcome: FileOutcome) => void; onWaiting: (count: number) => void },
  context: RetryContext,
): Promise<void> {
  let waiting = [...files];
  while (waiting.length > 0) {
    const asked = waiting.slice(0, most);
    const states = await retrying(context, () =>
      getMediaStates([...new Set(asked.map(({ mediaId }) => mediaId))]),
    );
    const outcomes = asked.map(({ path, mediaId, wasThere }): FileOutcome | null => {
      const state = states.get(mediaId);
      if (state?.status === 'ready') return { path, status: 'ready', mediaId, wasThere };
      if (state && state.status !== 'failed') return null;
      const { code, message } = state?.failure ?? gone;
      return { path, status: 'failed', code, message, mediaId };
    });
    for (const outcome of outcomes) if (outcome) tell.onSettled(outcome);
    // The others come to the end: so all are asked about in turn.
    waiting = [...waiting.slice(most), ...asked.filter((_, index) => outcomes[index] === null)];
    tell.onWaiting(waiting.length);
    if (waiting.length > 0) await pause(everyMs, context.signal);
  }
}

const gone = { code: 'not_found', message: 'It was deleted before it was ready.' };
