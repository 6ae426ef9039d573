// Where each moment of a film stands on its storyboard sprite.
import 'server-only';

/** One picture of the sprite: which keyframe it is (the first is 0), and from when on it is shown. */
export type Tile = { keyframe: number; fromSeconds: number };

export type SpriteLayout = {
  durationSeconds: number;
  tiles: Tile[];
  columns: number;
  rows: number;
  tileWidth: number;
  tileHeight: number;
};

const maxTiles = 100;
const maxColumns = 10;
const longestTileSide = 160;

/** At most 100 tiles, about evenly spread, each a keyframe: only those are decoded. */
export function spriteLayout(film: {
  durationSeconds: number;
  keyframeSeconds: readonly number[];
  width: number;
  height: number;
}): SpriteLayout {
  const { durationSeconds, keyframeSeconds, width, height } = film;
  const tiles: Tile[] = [];
  for (const [keyframe, seconds] of keyframeSeconds.entries()) {
    const isDue = seconds >= (tiles.length * durationSeconds) / maxTiles;
    // The first tile stands for the beginning, whenever its keyframe is.
    if (isDue) tiles.push({ keyframe, fromSeconds: tiles.length === 0 ? 0 : seconds });
    if (tiles.length === maxTiles) break;
  }
  const columns = Math.min(maxColumns, tiles.length);
  const scale = Math.min(1, longestTileSide / Math.max(width, height));
  const even = (side: number) => Math.max(2, 2 * Math.round((side * scale) / 2));
  return {
    ...{ durationSeconds, tiles, columns },
    rows: Math.ceil(tiles.length / columns),
    tileWidth: even(width),
    tileHeight: even(height),
  };
}

/** WebVTT whose cues name a rectangle of the sprite; each lasts to the next, the last to the end. */
export function storyboardVtt(spriteUri: string, layout: SpriteLayout): string {
  const { durationSeconds, tiles, columns, tileWidth, tileHeight } = layout;
  const cues = tiles.map(({ fromSeconds }, i) => {
    const untilSeconds = tiles[i + 1]?.fromSeconds ?? durationSeconds;
    const [x, y] = [(i % columns) * tileWidth, Math.floor(i / columns) * tileHeight];
    const rectangle = [x, y, tileWidth, tileHeight].join(',');
    return `${timestamp(fromSeconds)} --> ${timestamp(untilSeconds)}\n${spriteUri}#xywh=${rectangle}\n`;
  });
  return `WEBVTT\n\n${cues.join('\n')}`;
}

/** `01:02:03.456`, as WebVTT wants it. */
function timestamp(seconds: number): string {
  const milliseconds = Math.round(seconds * 1000);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const clock = [
    milliseconds / 3_600_000,
    (milliseconds / 60_000) % 60,
    (milliseconds / 1000) % 60,
  ];
  return `${clock.map(two).join(':')}.${String(milliseconds % 1000).padStart(3, '0')}`;
}
