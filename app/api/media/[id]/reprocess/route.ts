// Processing a media once more.
import { route } from '#lib/http/route.ts';
import { reprocessMedia } from '#lib/media/media.ts';

export const POST = route<{ id: string }>({ status: 202 }, ({ params, ...call }) =>
  reprocessMedia(params.id, call),
);
