// Playlists of a media's HLS ladder and its storyboard, with signed URLs for the files they name.
import { otherMethods } from '#lib/http/other-methods.ts';
import { publicRoute } from '#lib/http/route.ts';
import { keptBriefly } from '#lib/http/signed-redirect.ts';
import { readPlaylist } from '#lib/media/deliver.ts';
import { isEarly } from '#lib/shared/renditions.ts';

export const GET = publicRoute<{ id: string; path: string[] }>(
  { answer: { contentType: 'application/vnd.apple.mpegurl' } },
  async ({ params, ...call }) => {
    const isTextTrack = params.path.at(-1)?.endsWith('.vtt');
    const { text, isPublic } = await readPlaylist(params.id, params.path, call);
    const grows = isEarly(params.path.join('/'));
    return new Response(text, {
      headers: {
        'content-type': isTextTrack ? 'text/vtt' : 'application/vnd.apple.mpegurl',
        ...(grows ? { 'cache-control': 'no-store' } : keptBriefly(isPublic)),
      },
    });
  },
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
