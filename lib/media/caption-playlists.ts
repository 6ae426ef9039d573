// Captions in the playlists of a film: added as they are delivered, so nothing is made again for them.
import 'server-only';
import type { CaptionKind } from '../shared/schemas/caption.ts';

type Named = {
  id: string;
  language: string;
  label: string;
  kind: CaptionKind;
  isDefault: boolean;
};

const group = 'subtitles';
/** RFC 8216bis, 4.4.6.1: what players go by for people who do not hear. */
const forTheDeaf =
  'public.accessibility.transcribes-spoken-dialog,public.accessibility.describes-music-and-sound';

/** What the playlist of one caption is called, beside the master. */
function playlistName(id: string): string {
  return `captions-${id}.m3u8`;
}

/** The caption whose playlist is asked for by this name. */
export function captionNamed<Row extends { id: string }>(
  fileName: string,
  captions: readonly Row[],
): Row | undefined {
  return captions.find(({ id }) => playlistName(id) === fileName);
}

/** The master playlist with every caption as a rendition, and every variant naming their group. */
export function withSubtitles(master: string, captions: readonly Named[]): string {
  if (captions.length === 0) return master;
  const lines = master
    .split('\n')
    .map((line) => (line.startsWith('#EXT-X-STREAM-INF:') ? `${line},SUBTITLES="${group}"` : line));
  const firstVariant = lines.findIndex((line) => line.startsWith('#EXT-X-STREAM-INF:'));
  return lines.toSpliced(firstVariant, 0, ...captions.map(rendition)).join('\n');
}

function rendition({ id, language, label, kind, isDefault }: Named): string {
  const attributes = [
    'TYPE=SUBTITLES',
    `GROUP-ID="${group}"`,
    `NAME="${label}"`,
    `LANGUAGE="${language}"`,
    `DEFAULT=${isDefault ? 'YES' : 'NO'}`,
    'AUTOSELECT=YES',
    'FORCED=NO',
    ...(kind === 'captions' ? [`CHARACTERISTICS="${forTheDeaf}"`] : []),
    `URI="${playlistName(id)}"`,
  ];
  return `#EXT-X-MEDIA:${attributes.join(',')}`;
}

/** The whole text as the one segment of a playlist that is as long as the film. */
export function captionPlaylist(url: string, durationSeconds: number): string {
  const seconds = Math.max(durationSeconds, 0.001);
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    // Rounded, no segment may be longer, and players take 0 for a missing one (RFC 8216, 4.3.3.1).
    `#EXT-X-TARGETDURATION:${Math.max(1, Math.round(seconds))}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    `#EXTINF:${seconds.toFixed(3)},`,
    url,
    '#EXT-X-ENDLIST',
    '',
  ].join('\n');
}
