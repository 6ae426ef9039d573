// Live status and progress of one media, as Server-Sent Events.
import { eventStream } from '#lib/http/event-stream.ts';
import { mediaEvents } from '#lib/http/media-events.ts';
import { route } from '#lib/http/route.ts';
import { watchMedia } from '#lib/media/watch-media.ts';

export const GET = route<{ id: string }>({}, ({ params, request, ...call }) => {
  const lastSeen = request.headers.get('last-event-id');
  return eventStream(
    (signal) => mediaEvents(watchMedia(params.id, { ...call, signal, lastSeen })),
    request,
  );
});
