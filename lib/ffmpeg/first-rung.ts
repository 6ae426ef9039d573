// The smallest size of a ladder, cut into a stream that can be watched while it grows.
import 'server-only';
import { join } from 'node:path';
import { type RungSize, rungLimits } from './rungs.ts';

/** Two forced keyframes: shorter costs writes to the store, longer a late first picture. */
export const growingSegmentSeconds = 4;

/** What ffmpeg keeps in the folder: its own list of the segments that are whole. */
const listName = 'made.m3u8';

/**
 * Where an output goes that is an MP4 and, from the same encoder, a growing stream in `folder`: the
 * file name of ffmpeg's tee muxer, with its options. MPEG-TS, because its clock is that of the film:
 * fragments of MP4 all begin at zero, and picture and sound would have to be brought together again.
 */
export function growingPath(
  mp4: { path: string; options: readonly string[] },
  folder: string,
): string {
  const growing = [
    ...['f=hls', `hls_time=${growingSegmentSeconds}`, 'hls_list_size=0'],
    // A full disk or whatever else: the MP4 goes on without it.
    'onfail=ignore',
  ];
  return [
    `[${['f=mp4', ...mp4.options].join(':')}]${teePath(mp4.path)}`,
    `[${growing.join(':')}]${teePath(join(folder, listName))}`,
  ].join('|');
}

/** A path as the tee muxer reads it: these three characters have a meaning there. */
function teePath(path: string): string {
  return path.replace(/[\\'|]/g, '\\$&');
}

export type GrowingSegment = { fileName: string; durationSeconds: number };
export type Growth = { segments: GrowingSegment[]; isWhole: boolean };

/** The list in `folder`, written anew with every segment that is whole. */
export function growthList(folder: string): string {
  return join(folder, listName);
}

/** Reads the list ffmpeg wrote so far; builds that write it in place may be in the middle of a line. */
export function readGrowth(list: string): Growth {
  const entries = list.matchAll(/^#EXTINF:([\d.]+),\n([^#\n]+)\n/gm);
  const segments = [...entries].map(([, duration, fileName = '']) => ({
    fileName,
    durationSeconds: Number(duration),
  }));
  return { segments, isWhole: /^#EXT-X-ENDLIST/m.test(list) };
}

/**
 * What players ask for again and again: an EVENT playlist (RFC 8216, 4.3.3.5), to which segments are
 * only added. Without `EXT-X-START` they would begin with the newest one.
 */
export function growingPlaylist({ segments, isWhole }: Growth): string {
  // It must not change, so it is not that of the longest so far; only an odd source goes beyond it.
  const target = segments.reduce(
    (longest, { durationSeconds }) => Math.max(longest, Math.round(durationSeconds)),
    growingSegmentSeconds,
  );
  return lines([
    ...['#EXTM3U', '#EXT-X-VERSION:3', `#EXT-X-TARGETDURATION:${target}`],
    ...['#EXT-X-MEDIA-SEQUENCE:0', '#EXT-X-PLAYLIST-TYPE:EVENT', '#EXT-X-INDEPENDENT-SEGMENTS'],
    '#EXT-X-START:TIME-OFFSET=0,PRECISE=YES',
    ...segments.flatMap(({ fileName, durationSeconds }) => [
      `#EXTINF:${durationSeconds.toFixed(6)},`,
      fileName,
    ]),
    ...(isWhole ? ['#EXT-X-ENDLIST'] : []),
  ]);
}

/** Kilobits per second of the sound and of what MPEG-TS adds, at most. */
const besidesPicture = 250;

/**
 * The master that names the growing playlist. Its bandwidth is a ceiling, as nothing can be measured
 * yet; without CODECS players read the first segment, which says what the encoder chose.
 */
export function growingMaster(rung: RungSize, playlist: string): string {
  const bandwidth = (rungLimits(rung).maxKilobits + besidesPicture) * 1000;
  return lines([
    ...['#EXTM3U', '#EXT-X-VERSION:3', '#EXT-X-INDEPENDENT-SEGMENTS'],
    `#EXT-X-STREAM-INF:BANDWIDTH=${bandwidth},RESOLUTION=${rung.width}x${rung.height}`,
    playlist,
  ]);
}

function lines(all: string[]): string {
  return `${all.join('\n')}\n`;
}
