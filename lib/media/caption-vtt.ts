// Writes cues as WebVTT.
import 'server-only';
import type { Cue } from './caption-cues.ts';

/**
 * The header says that the film's time 0 is the captions' time 0, which is what a player that follows
 * RFC 8216, 3.5 assumes anyway, and which the ones that insist on it want to read.
 */
const header = 'WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n';

export function writeWebVtt(cues: readonly Cue[]): string {
  const blocks = cues.map(({ startMs, endMs, settings, text }) => {
    const timing = [clock(startMs), '-->', clock(endMs), ...settings].join(' ');
    return `${timing}\n${text}\n`;
  });
  return [header, ...blocks].join('\n');
}

/** `01:02:03.456`. */
function clock(timeMs: number): string {
  const seconds = Math.floor(timeMs / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [hours, minutes, rest] = parts.map((part) => String(part).padStart(2, '0'));
  return `${hours}:${minutes}:${rest}.${String(timeMs % 1000).padStart(3, '0')}`;
}
