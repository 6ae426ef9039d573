// The list of uploads as it stands, and who wants to hear of changes.
import { canMove, type Upload, type UploadState } from './upload.ts';

/** Progress alone is told this often; everything else at once, unless there is very much of it. */
const progressEveryMs = 250;
const many = 20;
/** Of hundreds nobody follows each one, and drawing takes from sending. */
const veryMany = 100;
const veryManyEveryMs = 1_000;

export class UploadBook {
  readonly #uploads = new Map<string, Upload>();
  readonly #listeners = new Set<() => void>();
  #snapshot: readonly Upload[] | null = null;
  #soon: ReturnType<typeof setTimeout> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The same array until something changes; what did not change is the same object. */
  snapshot = (): readonly Upload[] => {
    this.#snapshot ??= [...this.#uploads.values()];
    return this.#snapshot;
  };

  get(id: string): Upload | undefined {
    return this.#uploads.get(id);
  }

  add(uploads: readonly Upload[]): void {
    for (const upload of uploads) this.#uploads.set(upload.id, upload);
    this.#changed('now');
  }

  remove(id: string): void {
    if (this.#uploads.delete(id)) this.#changed('now');
  }

  change(id: string, change: Partial<Omit<Upload, 'id' | 'state'>>): void {
    const upload = this.#uploads.get(id);
    if (!upload) return;
    this.#uploads.set(id, { ...upload, ...change });
    this.#changed('now');
  }

  /** Does nothing, and answers false, when the table of moves does not have this one. */
  move(id: string, state: UploadState): boolean {
    const upload = this.#uploads.get(id);
    if (!upload || !canMove(upload.state.name, state.name)) return false;
    this.#uploads.set(id, { ...upload, state });
    this.#changed(isMereProgress(upload.state, state) ? 'soon' : 'now');
    return true;
  }

  /** The upload failed; what is made of a stored file fails by `move`. */
  fail(id: string, error: unknown): void {
    this.move(id, { name: 'failed', failure: { during: 'upload', error } });
  }

  #changed(when: 'now' | 'soon'): void {
    this.#snapshot = null;
    if (when === 'now' && this.#uploads.size <= many) {
      // After what the engine still does in this turn: sending comes before drawing.
      this.#soon ??= setTimeout(() => this.#tell());
    } else {
      const everyMs = this.#uploads.size > veryMany ? veryManyEveryMs : progressEveryMs;
      this.#timer ??= setTimeout(() => this.#tell(), everyMs);
    }
  }

  #tell(): void {
    clearTimeout(this.#soon);
    clearTimeout(this.#timer);
    this.#soon = undefined;
    this.#timer = undefined;
    for (const listener of this.#listeners) listener();
  }
}

function isMereProgress(before: UploadState, after: UploadState): boolean {
  if (before.name !== after.name) return false;
  return !(
    'waitingFor' in before &&
    'waitingFor' in after &&
    before.waitingFor !== after.waitingFor
  );
}
