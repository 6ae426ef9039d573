// Which sizes a video is made in.
import 'server-only';

export type RungSize = {
  /** `1080p`: by the short side, so that a portrait film has the same names. */
  name: string;
  width: number;
  height: number;
};

export type RungLimits = { maxKilobits: number; h264Profile: 'main' | 'high' };

const topShortSide = 1080;
const lowerShortSides = [720, 480, 360];

/** Phones decode H.264 in hardware up to 4K wide; a panorama is shrunk to that. */
const longestSide = 3840;

/** A rung closer than this to the one above costs an encode nobody can see. */
const nextRungShare = 0.85;

/**
 * The sizes for a picture as it is shown, largest first, all even. The first is the source's own size, or
 * 1080 on the short side when the source is larger; none is larger than the source.
 */
export function rungSizes(shown: { width: number; height: number }): RungSize[] {
  const short = Math.min(shown.width, shown.height);
  const long = Math.max(shown.width, shown.height);
  const shrink = Math.min(1, topShortSide / short, longestSide / long);
  // Down, not to the nearest: an odd size must lose its last line, not gain one.
  const top = sized(shown, shrink, Math.floor);
  const topShort = Math.min(top.width, top.height);
  const sizes = [top];
  let above = topShort;
  for (const side of lowerShortSides) {
    if (side > above * nextRungShare) continue;
    sizes.push(sized(shown, side / short, Math.round));
    above = side;
  }
  return sizes;
}

function sized(
  shown: { width: number; height: number },
  scale: number,
  toWhole: (value: number) => number,
): RungSize {
  // H.264 4:2:0 stores colour for blocks of 2×2.
  const even = (side: number) => Math.max(2, 2 * toWhole((side * scale) / 2));
  const [width, height] = [even(shown.width), even(shown.height)];
  return { name: `${Math.min(width, height)}p`, width, height };
}

/** The ceiling on the bitrate of a rung: CRF decides below it, a hard scene must not stall a slow line. */
export function rungLimits({ width, height }: RungSize): RungLimits {
  const short = Math.min(width, height);
  if (short > 900) return { maxKilobits: 8000, h264Profile: 'high' };
  if (short > 540) return { maxKilobits: 4000, h264Profile: 'high' };
  if (short > 400) return { maxKilobits: 1800, h264Profile: 'main' };
  return { maxKilobits: 900, h264Profile: 'main' };
}
