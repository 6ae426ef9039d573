// What pages can do with the uploads of this browser, whichever tab runs them.
import type { Purpose } from '#lib/shared/upload-policy.ts';
import type { Upload } from './upload.ts';

export type NewUpload = {
  file: File;
  purpose: Purpose;
  /** The place in a form; null for a file that goes to the library. */
  slot: string | null;
  /** The page of that form. */
  page: string | null;
};

export type UploadQueue = {
  /** For `useSyncExternalStore`: calls back on every change until the answered function is called. */
  subscribe(listener: () => void): () => void;
  /** The same array until something changes; an upload that did not change is the same object. */
  snapshot(): readonly Upload[];
  /** Takes files in and starts as many as there is room for. Answers their ids, in order. */
  add(files: readonly NewUpload[]): string[];
  /** Keeps what is stored and sends nothing more until `resume`. */
  pause(id: string): void;
  resume(id: string): void;
  pauseAll(): void;
  resumeAll(): void;
  /** Stops a file that is not stored yet and deletes what the store has of it. */
  cancel(id: string): void;
  /** Tries a failed one again: the upload goes on where it stopped, the processing starts over. */
  retry(id: string): void;
  /** Takes one off the list, whatever it does; cancels it when it is not stored yet. */
  dismiss(id: string): void;
  /** Says that a form has taken over the files of its slots: dropping there again starts afresh. */
  release(slots: readonly string[]): void;
  /** Answers `duplicate`: takes the file that is there already. */
  takeExisting(id: string): void;
  /** Answers `duplicate`: sends it all the same. */
  uploadAnyway(id: string): void;
  /**
   * Goes on with a `waiting` one. With a file: the one picked again, compared with what is stored
   * first (another one leads to `failed` with `file_changed`, nothing is overwritten). Without: asks
   * for the permission to read the remembered one, so only call it from a click.
   */
  goOn(id: string, file?: File): void;
  /** Whoever waits for a login tries again. */
  signedIn(): void;
};
