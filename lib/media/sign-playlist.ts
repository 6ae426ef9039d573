// Turning the stored playlists of a private ladder into ones a player can follow.
import 'server-only';

/**
 * Replaces every file a media playlist or a storyboard names (segments and init sections) by what `sign` answers
 * for it; links to other playlists stay relative, so they come back through the app, unless told.
 * The two places a URI can stand in a playlist are given by RFC 8216, section 4; a storyboard cue
 * names a region of its sprite.
 */
export async function signPlaylist(
  playlist: string,
  sign: (fileName: string) => Promise<string>,
  { withPlaylists = false } = {},
): Promise<string> {
  const staysRelative = (fileName: string) => !withPlaylists && fileName.endsWith('.m3u8');
  const isTextTrack = playlist.startsWith('WEBVTT');
  const signed = new Map<string, Promise<string>>();
  const link = (fileName: string) => {
    const known = signed.get(fileName) ?? sign(fileName);
    signed.set(fileName, known);
    return known;
  };
  const lines = playlist.split('\n').map(async (line) => {
    const attribute = /^(#.*\bURI=")([^"]+)(".*)$/.exec(line);
    if (attribute) {
      const [, before = '', fileName = '', after = ''] = attribute;
      return staysRelative(fileName) ? line : `${before}${await link(fileName)}${after}`;
    }
    const cue = /^([\w-]+\.jpg)(#xywh=.*)$/.exec(line);
    if (cue) return `${await link(cue[1] ?? '')}${cue[2]}`;
    if (isTextTrack) return line;
    const isComment = line.startsWith('#') || line.trim() === '';
    return isComment || staysRelative(line.trim()) ? line : link(line.trim());
  });
  return (await Promise.all(lines)).join('\n');
}
