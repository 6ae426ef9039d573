// What becomes of files once the server has them: watched until they are ready, which none is that did not arrive whole.
import { AppError } from '#lib/shared/errors.ts';
import type { FailureCode } from '#lib/shared/media-state.ts';
import type { MediaEvent } from '#lib/shared/schemas/media.ts';
import type { WatchedEvent, watchMedia } from '../media-events.ts';
import { reprocessMedia } from '../media-requests.ts';
import type { UploadBook } from './upload-book.ts';

type Following = {
  /** Null, or what has to be compared before the file counts as ready. */
  proven: Promise<void> | null;
  stopWatching: () => void;
};

const nothing = () => undefined;

export class StoredFiles {
  readonly #book: UploadBook;
  readonly #watchMedia: typeof watchMedia;
  readonly #followed = new Map<string, Following>();

  constructor(book: UploadBook, watch: typeof watchMedia) {
    this.#book = book;
    this.#watchMedia = watch;
  }

  /** Tells what the server makes of it, until that is over or nobody follows it any more. */
  watch(id: string, mediaId: string): void {
    const file = this.#follow(id);
    if (!file) return;
    file.stopWatching();
    file.stopWatching = this.#watchMedia(mediaId, {
      onEvent: (event) => this.settle(id, event),
      // Without a login nobody is told; the watch goes on after the next one.
      onGone: (error) => error.code === 'unauthenticated' || this.#book.fail(id, error),
    });
  }

  /** Has it made again, and watches that. */
  async reprocess(id: string, mediaId: string): Promise<void> {
    this.#book.move(id, { name: 'processing', progress: 0, stage: null });
    try {
      await reprocessMedia(mediaId);
      this.watch(id, mediaId);
    } catch (error) {
      this.#book.fail(id, error);
    }
  }

  /**
   * It is not ready before `proven` is settled. Only a hash that differs is bad news, after which
   * `onDamaged` is called; one that could not be taken any more is no news.
   */
  expectProof(id: string, proven: Promise<void>, onDamaged: () => void): void {
    const file = this.#follow(id);
    if (!file) return;
    const settled = proven
      .catch((error: unknown) => {
        if (file.proven !== settled) return;
        if (!(error instanceof AppError) || error.code !== 'checksum_mismatch') return;
        onDamaged();
        file.stopWatching();
        this.#book.fail(id, error);
      })
      .finally(() => {
        if (file.proven === settled) file.proven = null;
      });
    file.proven = settled;
  }

  /** What is still being compared is of a try before. */
  expectNoProof(id: string): void {
    const file = this.#followed.get(id);
    if (file) file.proven = null;
  }

  /** Enters what the server says of it. */
  settle(id: string, event: MediaEvent & Partial<WatchedEvent>): void {
    const { status, progress, stage, failure, secondsLeft } = event;
    const proven = this.#followed.get(id)?.proven;
    if (status === 'failed') this.#failProcessing(id, failure?.code ?? 'internal');
    else if (status === 'ready' && !proven) this.#book.move(id, { name: 'ready' });
    else {
      this.#book.move(id, { name: 'processing', progress, stage, secondsLeft });
      if (status === 'ready') void proven?.then(() => this.settle(id, event));
    }
  }

  /** Nobody wants to know any more. */
  leave(id: string): void {
    this.#followed.get(id)?.stopWatching();
    this.#followed.delete(id);
  }

  /** Null once it was taken off the list. */
  #follow(id: string): Following | null {
    if (!this.#book.get(id)) return null;
    const file = this.#followed.get(id) ?? { proven: null, stopWatching: nothing };
    this.#followed.set(id, file);
    return file;
  }

  #failProcessing(id: string, code: FailureCode): void {
    // What was stored is gone: there is nothing to process again, only to send again.
    if (code === 'checksum_mismatch') {
      this.#book.fail(id, new AppError(code, 'The file was damaged.'));
    } else this.#book.move(id, { name: 'failed', failure: { during: 'processing', code } });
  }
}
