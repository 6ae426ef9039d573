// Compares renditions of several objects with what their rows say they have together.
import 'server-only';
import type { NamedObject } from './named-objects.ts';

type Sum = { bytes: number; left: number };

/** What is held is of one media: its objects follow each other in key order. */
export class WholeSizes {
  #mediaId: string | null = null;
  readonly #sums = new Map<string, Sum>();

  /**
   * Adds an object that is stored. With the last one of its whole, answers what that has and should
   * have when these differ; a whole that lacks an object is missing, not of another size.
   */
  add(
    { mediaId, whole }: NamedObject,
    byteSize: number,
  ): { expectedBytes: number; storedBytes: number } | null {
    if (!whole) return null;
    if (mediaId !== this.#mediaId) this.#sums.clear();
    this.#mediaId = mediaId;
    const sum = this.#sums.get(whole.id) ?? { bytes: 0, left: whole.objects };
    sum.bytes += byteSize;
    sum.left -= 1;
    this.#sums.set(whole.id, sum);
    if (sum.left > 0 || sum.bytes === whole.byteSize) return null;
    return { expectedBytes: whole.byteSize, storedBytes: sum.bytes };
  }
}
