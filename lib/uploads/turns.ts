// How many requests of one process hold bytes in memory at a time.
import 'server-only';
import { env } from '../env/env.ts';

export type Turns = { enter(person: string): Promise<() => void> };

/**
 * Lets in `most` at a time, of one person at most half as many; the others wait for their turn in the
 * order they came. Whoever is let in calls what it is given, once, when it is done.
 */
export function createTurns(most: number): Turns {
  const mostOfOne = Math.max(1, Math.floor(most / 2));
  const inside = new Map<string, number>();
  const waiting: { person: string; admit: () => void }[] = [];
  const countOf = (person: string) => inside.get(person) ?? 0;
  const total = () => [...inside.values()].reduce((sum, count) => sum + count, 0);
  const admitNext = () => {
    for (let index = 0; index < waiting.length && total() < most; ) {
      const next = waiting[index];
      if (!next || countOf(next.person) >= mostOfOne) {
        index += 1;
        continue;
      }
      waiting.splice(index, 1);
      inside.set(next.person, countOf(next.person) + 1);
      next.admit();
    }
  };
  const leave = (person: string) => {
    const left = countOf(person) - 1;
    if (left > 0) inside.set(person, left);
    else inside.delete(person);
    admitNext();
  };
  return {
    enter: (person) =>
      new Promise((resolve) => {
        waiting.push({ person, admit: () => resolve(() => leave(person)) });
        admitNext();
      }),
  };
}

let kept: Turns | undefined;

/** Those of this process: `UPLOAD_SERVED_AT_ONCE` says how many. */
export function servedTurns(): Turns {
  kept ??= createTurns(env().UPLOAD_SERVED_AT_ONCE);
  return kept;
}
