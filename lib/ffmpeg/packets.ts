// Reads the packets of a stream without decoding them: keyframes, end, steadiness.
import 'server-only';
import { createInterface } from 'node:readline';
import type { Binaries } from './binaries.ts';
import { readOutput } from './read-output.ts';
import type { PacketFacts } from './video-facts.ts';

type Scan = {
  binaries: Binaries;
  path: string;
  /** Its index, or `a:0`, the first of sound. */
  streamIndex: number | 'a:0';
  inputOptions: readonly string[];
  signal?: AbortSignal | undefined;
};

/** Reading two hours from a slow disk takes seconds; this is for a file made to never end. */
const timeoutSeconds = 300;

/** Constant memory but for the keyframe times. Throws as `probeVideo` does. */
export async function scanPackets(scan: Scan): Promise<PacketFacts> {
  const { binaries, path, streamIndex, inputOptions, signal } = scan;
  const packets = packetCounter();
  const args = [
    ...['-v', 'error', ...inputOptions, '-select_streams', String(streamIndex)],
    ...['-show_entries', 'packet=pts_time,duration_time,flags', '-of', 'csv=p=0', path],
  ];
  const program = { program: binaries.ffprobe, args, timeoutSeconds, signal };
  const complaints = await readOutput(program, (output) => {
    createInterface({ input: output }).on('line', packets.add);
  });
  const facts = packets.facts();
  // Packets full of zeros are marked as sound ones, but cannot be taken apart.
  return { ...facts, isClean: facts.isClean && complaints === '' };
}

/** Adds up ffprobe's lines `pts_time,duration_time,flags`; `N/A` where a packet does not say. */
export function packetCounter(): { add: (line: string) => void; facts: () => PacketFacts } {
  const keyframeSeconds: number[] = [];
  let endSeconds = 0;
  let isClean = true;
  let shortest = Number.POSITIVE_INFINITY;
  let longest = 0;
  let previousDuration: number | undefined;
  let keyframeBefore = Number.NEGATIVE_INFINITY;
  return {
    add(line) {
      // A packet with side data is followed by an empty line.
      if (line === '') return;
      const [time, length, flags = ''] = line.split(',');
      const seconds = Number(time);
      const duration = Number(length);
      if (flags[1] === 'D' || flags[2] === 'C' || !Number.isFinite(seconds)) isClean = false;
      if (!Number.isFinite(seconds)) return;
      // Shown before the keyframe it follows: it needs pictures from before that keyframe.
      if (seconds < keyframeBefore) isClean = false;
      if (flags.startsWith('K')) {
        keyframeSeconds.push(seconds);
        keyframeBefore = seconds;
      }
      endSeconds = Math.max(endSeconds, seconds + (duration || 0));
      // One behind: the last packet of a file may last as long as the sound does.
      if (previousDuration !== undefined) {
        shortest = Math.min(shortest, previousDuration);
        longest = Math.max(longest, previousDuration);
      }
      previousDuration = duration || 0;
    },
    facts: () => ({
      keyframeSeconds: keyframeSeconds.sort((a, b) => a - b),
      endSeconds,
      isSteady: longest === 0 || (shortest > 0 && longest / shortest < 1.1),
      isClean,
    }),
  };
}
