// Playlists of a media's HLS ladder and its storyboard, with signed URLs for the files they name.
import { otherMethods } from '#lib/http/other-methods.ts';
import { publicRoute } from '#lib/http/route.ts';
import { readPlaylist } from '#lib/media/deliver.ts';
import { isEarly } from '#lib/shared/renditions.ts';

export const GET = publicRoute<{ id: string; path: string[] }>(
  { answer: { contentType: 'application/vnd.apple.mpegurl' } },
  async ({ params, ...call }) => {
    const isTextTrack = params.path.at(-1)?.endsWith('.vtt');
    return new Response(await readPlaylist(params.id, params.path, call), {
      headers: {
        'content-type': isTextTrack ? 'text/vtt' : 'application/vnd.apple.mpegurl',
        'cache-control': isEarly(params.path.join('/')) ? 'no-store' : 'private, max-age=60',
        vary: 'cookie',
      },
    });
  },
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
