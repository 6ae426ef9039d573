// Bringing a video back from the trash.
import { restoreVideo } from '#lib/catalog/videos.ts';
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';
import { videoSchema } from '#lib/shared/schemas/video.ts';

export const POST = route<{ id: string }>({ answer: videoSchema }, ({ params, ...call }) =>
  restoreVideo(params.id, call),
);

export const { HEAD, GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
