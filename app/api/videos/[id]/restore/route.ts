// Bringing a video back from the trash.
import { restoreVideo } from '#lib/catalog/videos.ts';
import { route } from '#lib/http/route.ts';

export const POST = route<{ id: string }>({}, ({ params, ...call }) =>
  restoreVideo(params.id, call),
);
