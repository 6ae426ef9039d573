// When each frame of a video is shown, read from its packets without decoding any.
import 'server-only';
import { createInterface } from 'node:readline';
import type { Binaries } from './binaries.ts';
import { untrustedVideoInput } from './hostile-input.ts';
import { readOutput } from './read-output.ts';

export type FrameTimes = {
  /** Where the clock of the file begins: what ffmpeg counts `-ss` from. */
  fileStartSeconds: number;
  /** In the order they are shown. */
  frameSeconds: number[];
  keyframeSeconds: number[];
  /** Whether every packet says when it is shown and none is marked as corrupt or to be dropped. */
  isClean: boolean;
};

/** Reading two hours from a slow disk takes seconds; this is for a file made to never end. */
const timeoutSeconds = 300;

/** A day at 60 frames a second: whoever has more is not kept in memory. */
const mostFrames = 5_184_000;

/** Throws as `probeVideo` does. */
export async function readFrameTimes(file: {
  binaries: Binaries;
  path: string;
  streamIndex: number;
  signal?: AbortSignal | undefined;
}): Promise<FrameTimes> {
  const { binaries, path, streamIndex, signal } = file;
  const frames = frameCollector();
  const args = [
    ...['-v', 'error', ...untrustedVideoInput, '-select_streams', String(streamIndex)],
    ...['-show_entries', 'packet=pts_time,flags:format=start_time', '-of', 'csv', path],
  ];
  await readOutput({ program: binaries.ffprobe, args, timeoutSeconds, signal }, (output) => {
    createInterface({ input: output }).on('line', frames.add);
  });
  return frames.times();
}

/** Collects ffprobe's lines `packet,pts_time,flags` and `format,start_time`. */
export function frameCollector(): { add: (line: string) => void; times: () => FrameTimes } {
  const frameSeconds: number[] = [];
  const keyframeSeconds: number[] = [];
  let fileStartSeconds = 0;
  let isClean = true;
  return {
    add(line) {
      const [section, time, flags = ''] = line.split(',');
      const seconds = Number(time);
      if (section === 'format') fileStartSeconds = seconds || 0;
      if (section !== 'packet') return;
      const isUsable = Number.isFinite(seconds) && flags[1] !== 'D' && flags[2] !== 'C';
      if (!isUsable || frameSeconds.length >= mostFrames) {
        isClean = false;
        return;
      }
      frameSeconds.push(seconds);
      if (flags.startsWith('K')) keyframeSeconds.push(seconds);
    },
    times: () => ({
      fileStartSeconds,
      frameSeconds: frameSeconds.sort((a, b) => a - b),
      keyframeSeconds: keyframeSeconds.sort((a, b) => a - b),
      isClean,
    }),
  };
}
