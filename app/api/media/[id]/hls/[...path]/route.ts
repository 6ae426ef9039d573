// Playlists of a media's HLS ladder, with signed segment URLs.
import { publicRoute } from '#lib/http/route.ts';
import { readPlaylist } from '#lib/media/deliver.ts';

export const GET = publicRoute<{ id: string; path: string[] }>(
  {},
  async ({ params, ...call }) =>
    new Response(await readPlaylist(params.id, params.path, call), {
      headers: {
        'content-type': 'application/vnd.apple.mpegurl',
        'cache-control': 'private, max-age=60',
      },
    }),
);
