// Where a media is used.
import { listUses } from '#lib/catalog/media-uses.ts';
import { route } from '#lib/http/route.ts';

export const GET = route<{ id: string }>({}, ({ params, ...call }) => listUses(params.id, call));
