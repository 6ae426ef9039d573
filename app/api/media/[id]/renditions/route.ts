// What was made of a media, and how it went.
import { route } from '#lib/http/route.ts';
import { listRenditions } from '#lib/media/list-renditions.ts';

export const GET = route<{ id: string }>({}, ({ params, ...call }) =>
  listRenditions(params.id, call),
);
