// What cards and rows of the library are given, and the facts they show.
import { formatBytes, formatClock } from '#lib/client/format.ts';
import type { Media } from '#lib/shared/schemas/media.ts';

export type MediaCellProps = {
  media: Media;
  index: number;
  /** How many there are, here or not yet. */
  count: number;
  /** Where it stands among those that are drawn; absent while all of them stand in line. */
  row: number | undefined;
  column: number | undefined;
  isSelected: boolean;
  /** Of the whole list, the Tab key stops at one. */
  isTabStop: boolean;
  /** Seen before anything is scrolled. */
  isFirst: boolean;
  onOpen: (media: Media) => void;
  onSelect: (media: Media, how: { isStretch: boolean }) => void;
};

export function factsOf(
  { duration, fileSize }: Pick<Media, 'duration' | 'fileSize'>,
  locale: string,
): string {
  const facts = [duration !== null && formatClock(duration), formatBytes(fileSize, locale)];
  return facts.filter(Boolean).join(' · ');
}
