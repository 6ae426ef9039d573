// Makes a photo of each picture that was dropped among the photos, wherever its uploads go on.
import { AppError, isPermanent } from '#lib/shared/errors.ts';
import { isStored, isUnderWay, type Upload } from './upload/upload.ts';

// Not that of a form: those begin with a noun.
const prefix = 'photos:dropped:';

/** The place a dropped picture is for: each is one of its own. */
export function dropSlot(id: string): string {
  return `${prefix}${id}`;
}

export function isDropped({ slot }: Pick<Upload, 'slot'>): boolean {
  return slot?.startsWith(prefix) ?? false;
}

type Hands = {
  /** Makes one; the same upload makes one photo, however often and from however many tabs it is asked. */
  make: (upload: Upload, mediaId: string) => Promise<unknown>;
  /** Says that the file has its photo. */
  release: (slots: readonly string[]) => void;
  /** Tells what became of those that were waiting: how many were made, why others never will be. */
  onDone: (outcome: { madeCount: number; errors: Error[] }) => void;
  /** Resolves when it makes sense to try again. */
  rest: () => Promise<void>;
};

/** Takes note of uploads, and goes on until every dropped one that is stored has its photo. */
export function createPhotoMaker({ make, release, onDone, rest }: Hands) {
  const begun = new Set<string>();
  const waiting: Upload[] = [];
  let isWorking = false;

  const work = async () => {
    let madeCount = 0;
    const errors: Error[] = [];
    for (let upload = waiting.shift(); upload; upload = waiting.shift()) {
      const { slot, mediaId } = upload;
      if (slot === null || mediaId === null) continue;
      try {
        await make(upload, mediaId);
        release([slot]);
        madeCount += 1;
      } catch (error) {
        if (error instanceof AppError && isPermanent(error) && error.code !== 'unauthenticated') {
          errors.push(error);
          release([slot]);
        } else {
          waiting.unshift(upload);
          await rest();
        }
      }
    }
    onDone({ madeCount, errors });
  };

  return {
    /** Whether this one may still become a photo, and was not taken so far. */
    isToCome(upload: Upload): boolean {
      return isDropped(upload) && (isUnderWay(upload) || isStored(upload)) && !begun.has(upload.id);
    },
    take(uploads: readonly Upload[]): void {
      const fresh = uploads.filter(
        (upload) => isDropped(upload) && isStored(upload) && !begun.has(upload.id),
      );
      for (const { id } of fresh) begun.add(id);
      waiting.push(...fresh);
      if (isWorking || waiting.length === 0) return;
      isWorking = true;
      void work().finally(() => {
        isWorking = false;
      });
    },
  };
}
