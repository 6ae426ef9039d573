// The limits put on every file that came from outside, before ffmpeg or ffprobe opens it.
import 'server-only';

/** The largest picture we decode: 8K (7680×4320) fits, a pixel bomb does not. */
export const maxPixels = 40_000_000;

/**
 * Input options for a file a visitor sent. A playlist or a concat script named `.mp4` can make ffmpeg
 * open other files and addresses, and a protocol whitelist alone still lets it read any local file:
 * so only plain containers may be recognised, and only local files opened.
 */
export const untrustedVideoInput: readonly string[] = [
  '-protocol_whitelist',
  'file',
  '-format_whitelist',
  'mov,matroska,webm,avi,asf,flv',
  '-max_pixels',
  String(maxPixels),
];

/** The same for a sound file; cover art in it is a picture like any other. */
export const untrustedAudioInput: readonly string[] = [
  '-protocol_whitelist',
  'file',
  '-format_whitelist',
  'mp3,wav,ogg,aac,mov',
  '-max_pixels',
  String(maxPixels),
];

/** Input options for an MP4 one of our own steps wrote. */
export const ownMp4Input: readonly string[] = ['-protocol_whitelist', 'file', '-f', 'mov'];
