// The highest and lowest sample of every stretch of a sound, in a bounded number of points.
import 'server-only';

/** How the BBC's audiowaveform writes its data (version 2, 8 bits), which players of waveforms read. */
export type Peaks = {
  version: 2;
  channels: 1;
  sample_rate: number;
  samples_per_pixel: number;
  bits: 8;
  /** Points; each is a pair in `data`. */
  length: number;
  /** Lowest and highest of each point in turn, -128 to 127. */
  data: number[];
};

/** More than any screen is wide in bars; an answer of at most 20 kB. */
export const maxPoints = 2000;
/** At 44.1 kHz a point of 1.5 ms: three seconds fill the points, half a second still has hundreds. */
const firstSamplesPerPoint = 64;

type PeaksCounter = {
  /** Takes the next bytes of interleaved 16-bit little-endian samples; they may end in mid-sample. */
  add: (bytes: Buffer) => void;
  peaks: () => Peaks;
};

/**
 * Adds up a sound of any length in constant memory: whenever the points are full, two become one. The
 * louder of several channels counts, so that what is heard on one side only, or is of opposite phase on
 * both, is seen.
 */
export function peaksCounter(sound: { channels: number; sampleRate: number }): PeaksCounter {
  const lowest: number[] = [];
  const highest: number[] = [];
  let samplesPerPoint = firstSamplesPerPoint;
  let valuesLeft = samplesPerPoint * sound.channels;
  let low = 0;
  let high = 0;
  let rest: Buffer = Buffer.alloc(0);

  const closePoint = () => {
    lowest.push(low);
    highest.push(high);
    if (lowest.length === maxPoints) {
      halve(lowest, Math.min);
      halve(highest, Math.max);
      samplesPerPoint *= 2;
    }
    valuesLeft = samplesPerPoint * sound.channels;
    low = 0;
    high = 0;
  };

  return {
    add(chunk) {
      const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      const end = bytes.length - (bytes.length % 2);
      for (let at = 0; at < end; at += 2) {
        const value = bytes.readInt16LE(at);
        if (value < low) low = value;
        else if (value > high) high = value;
        valuesLeft -= 1;
        if (valuesLeft === 0) closePoint();
      }
      rest = bytes.subarray(end);
    },
    peaks() {
      if (valuesLeft < samplesPerPoint * sound.channels) closePoint();
      return {
        version: 2,
        channels: 1,
        sample_rate: sound.sampleRate,
        samples_per_pixel: samplesPerPoint,
        bits: 8,
        length: lowest.length,
        data: lowest.flatMap((value, at) => [inEightBits(value), inEightBits(highest[at] ?? 0)]),
      };
    },
  };
}

/** Makes one point of every two. */
function halve(points: number[], pick: (one: number, other: number) => number): void {
  const half = points.length / 2;
  for (let at = 0; at < half; at += 1) {
    points[at] = pick(points[2 * at] ?? 0, points[2 * at + 1] ?? 0);
  }
  points.length = half;
}

/** Towards zero, so that the last bit of noise is silence. */
function inEightBits(value: number): number {
  return (value / 256) | 0;
}
