// The moments of a media as the two events of the contract: `status` when it changes, else `progress`.
import 'server-only';
import type { MediaMoment } from '../media/watch-media.ts';
import type { StreamEvent } from './event-stream.ts';

export async function* mediaEvents(
  moments: AsyncGenerator<MediaMoment>,
): AsyncGenerator<StreamEvent[]> {
  let status: string | undefined;
  for await (const { id, event, isKnown } of moments) {
    const name = event.status === status ? 'progress' : 'status';
    status = event.status;
    yield isKnown ? [] : [{ id, name, data: event }];
  }
}
