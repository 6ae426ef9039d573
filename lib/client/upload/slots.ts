// Which uploads belong to which place of a form.
import type { Upload } from './upload.ts';

/** Every file brought to a place, in the order they came; one that was cancelled is not one of them. */
export function uploadsAt(slot: string, uploads: readonly Upload[]): Upload[] {
  return uploads.filter((upload) => upload.slot === slot && upload.state.name !== 'cancelled');
}

/** The file brought last: a place for one file shows this one. */
export function lastAt(slot: string, uploads: readonly Upload[]): Upload | undefined {
  return uploadsAt(slot, uploads).at(-1);
}

/** Answers a function that answers the list of before for as long as a new one holds the same. */
export function steadyList<Item>(): (next: readonly Item[]) => readonly Item[] {
  let last: readonly Item[] = [];
  return (next) => {
    const isSame = next.length === last.length && next.every((item, at) => item === last[at]);
    if (!isSame) last = next;
    return last;
  };
}
