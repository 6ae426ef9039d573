// What is known about a file, in one line: `1200 × 800 · 340 kB`.
import { formatBytes, formatClock } from '#lib/client/format.ts';
import type { Media } from '#lib/shared/schemas/media.ts';

export function factsOf(media: Media, locale: string): string {
  const { width, height, duration, fileSize } = media;
  const facts = [
    width && height && `${width} × ${height}`,
    duration !== null && formatClock(duration),
    formatBytes(fileSize, locale),
  ];
  return facts.filter(Boolean).join(' · ');
}
