// How long something stays in the trash.
import { trashDays } from '#lib/shared/schemas/record.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** Days until it goes, the one that began counted; 0: it goes any moment. */
export function daysLeft(deletedAt: string, now: Date): number {
  const goesAtMs = new Date(deletedAt).getTime() + trashDays * dayMs;
  return Math.max(0, Math.ceil((goesAtMs - now.getTime()) / dayMs));
}
