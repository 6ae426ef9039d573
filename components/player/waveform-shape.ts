// From the peaks of a sound to the bars of its waveform.

/** Below this share of full scale a sound is drawn as silence, not blown up to what it is not. */
const quietest = 0.04;

/**
 * The height of `count` bars, 0 to 1: the loudest of its stretch, measured against the loudest of all,
 * so that a quiet recording can be read too. `data` holds the lowest and highest of each point in turn.
 */
export function barHeights(data: readonly number[], count: number): number[] {
  const points = Math.floor(data.length / 2);
  const heights = Array.from({ length: count }, (_, bar) => {
    const from = Math.floor((bar * points) / count);
    // With fewer points than bars, neighbours share one.
    const to = Math.max(from + 1, Math.floor(((bar + 1) * points) / count));
    const stretch = data.slice(2 * from, 2 * to).map(Math.abs);
    return Math.max(0, ...stretch) / 128;
  });
  const loudest = Math.max(quietest, ...heights);
  return heights.map((height) => height / loudest);
}

/** One SVG path of upright lines around the middle, `pitch` apart; a silent bar is a dot. */
export function barsPath(
  heights: readonly number[],
  { pitch, height }: { pitch: number; height: number },
): string {
  const middle = height / 2;
  return heights
    .map((share, bar) => {
      // Room for the round ends of a line half as wide as the pitch.
      const half = share * (middle - pitch / 4);
      const x = (bar + 0.5) * pitch;
      return `M${rounded(x)} ${rounded(middle - half)}V${rounded(middle + half)}`;
    })
    .join('');
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
