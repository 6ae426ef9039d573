// Live status and progress of one media, as Server-Sent Events.
import { eventStream } from '#lib/http/event-stream.ts';
import { mediaEvents } from '#lib/http/media-events.ts';
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';
import { watchMedia } from '#lib/media/watch-media.ts';

export const GET = route<{ id: string }>(
  { answer: { contentType: 'text/event-stream' } },
  ({ params, request, ...call }) => {
    const lastSeen = request.headers.get('last-event-id');
    return eventStream(
      (signal) => mediaEvents(watchMedia(params.id, { ...call, signal, lastSeen })),
      request,
    );
  },
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
