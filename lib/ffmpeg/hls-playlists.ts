// Reads the playlists ffmpeg writes, and writes the master playlist it cannot write well.
import 'server-only';

export type Segment = { durationSeconds: number; byteSize: number };

export type MediaPlaylist = {
  /** The bytes before the first segment: what a player needs to set up its decoder. */
  initByteSize: number;
  segments: Segment[];
};

/** Reads a playlist whose segments are byte ranges of one file (RFC 8216, EXT-X-BYTERANGE). */
export function readMediaPlaylist(text: string): MediaPlaylist {
  const initByteSize = Number(/^#EXT-X-MAP:.*BYTERANGE="(\d+)@0"/m.exec(text)?.[1] ?? 0);
  const entries = text.matchAll(/^#EXTINF:([\d.]+),.*\n#EXT-X-BYTERANGE:(\d+)@\d+$/gm);
  const segments = [...entries].map(([, duration, bytes]) => ({
    durationSeconds: Number(duration),
    byteSize: Number(bytes),
  }));
  return { initByteSize, segments };
}

/**
 * The playlist with a target duration no segment exceeds, rounded, and of at least one second (RFC 8216,
 * 4.3.3.1). ffmpeg rounds 4.5 s to 4, as numbers are in C, and a film shorter than half a second to 0,
 * which players take for a missing one.
 */
export function withTargetDuration(text: string): string {
  const lengths = [...text.matchAll(/^#EXTINF:([\d.]+)/gm)].map(([, seconds]) => Number(seconds));
  const longest = Math.max(1, ...lengths.map(Math.round));
  return text.replace(/^(#EXT-X-TARGETDURATION):(\d+)$/m, (_line, tag, stated) => {
    return `${tag}:${Math.max(longest, Number(stated))}`;
  });
}

/** Seconds of all segments together. */
export function playlistSeconds({ segments }: MediaPlaylist): number {
  return segments.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
}

export type Bitrates = { peak: number; average: number };

/** Bits per second; the peak is the one players must be able to sustain (RFC 8216, 4.3.4.2). */
export function bitratesOf(playlist: MediaPlaylist): Bitrates {
  const { segments } = playlist;
  const target = Math.max(...segments.map(({ durationSeconds }) => durationSeconds));
  // The RFC measures over half a target duration or more: a last segment of one frame is no peak.
  const measured = segments.filter(({ durationSeconds }) => durationSeconds >= target / 2);
  const bytes = segments.reduce((sum, { byteSize }) => sum + byteSize, 0);
  return {
    peak: Math.ceil(
      Math.max(
        ...measured.map(({ byteSize, durationSeconds }) => (byteSize * 8) / durationSeconds),
      ),
    ),
    average: Math.ceil((bytes * 8) / playlistSeconds(playlist)),
  };
}

/** `avc1.640028`: profile, constraints and level as the stream itself says (ISO/IEC 14496-15, avcC). */
export function videoCodecIn(init: Uint8Array): string {
  const bytes = Buffer.from(init);
  const at = bytes.indexOf('avcC');
  if (at < 0) throw new Error('an init segment without avcC');
  return `avc1.${bytes.subarray(at + 5, at + 8).toString('hex')}`;
}

export type Variant = {
  uri: string;
  bitrates: Bitrates;
  codec: string;
  width: number;
  height: number;
  framesPerSecond: number;
};
export type AudioGroup = { uri: string; bitrates: Bitrates; channels: number };

/** The master playlist: one variant per rung, sound as a group of its own. All addresses are relative. */
export function masterPlaylist(variants: readonly Variant[], audio: AudioGroup | null): string {
  const lines = ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS'];
  if (audio) {
    lines.push(
      `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="audio",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="${audio.channels}",URI="${audio.uri}"`,
    );
  }
  for (const { uri, bitrates, codec, width, height, framesPerSecond } of variants) {
    const attributes = [
      `BANDWIDTH=${bitrates.peak + (audio?.bitrates.peak ?? 0)}`,
      `AVERAGE-BANDWIDTH=${bitrates.average + (audio?.bitrates.average ?? 0)}`,
      `RESOLUTION=${width}x${height}`,
      `FRAME-RATE=${framesPerSecond.toFixed(3)}`,
      // mp4a.40.2 is AAC-LC, the only sound the ladder carries.
      `CODECS="${audio ? `${codec},mp4a.40.2` : codec}"`,
      ...(audio ? ['AUDIO="audio"'] : []),
    ];
    lines.push(`#EXT-X-STREAM-INF:${attributes.join(',')}`, uri);
  }
  return `${lines.join('\n')}\n`;
}
