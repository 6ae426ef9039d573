// Turns what the pieces of one file say into one state, at most ten times a second.
import type { ProgressMeter } from './progress-meter.ts';
import type { UploadState, WaitingFor } from './upload.ts';

type Sending = Extract<UploadState, { name: 'uploading' }>;

const reportEveryMs = 100;

export class Reporter {
  readonly #meter: ProgressMeter;
  /** Pieces under way, and what each waits for; 0 stands for the addresses of the next ones. */
  readonly #waits = new Map<number, WaitingFor>();
  readonly #report: (state: Sending) => void;
  readonly #now: () => number;
  #reportedAtMs = 0;

  constructor(meter: ProgressMeter, report: (state: Sending) => void, now: () => number) {
    this.#meter = meter;
    this.#report = report;
    this.#now = now;
    this.#tell(true);
  }

  sent(piece: number, bytes: number): void {
    if (!this.#waits.has(piece)) this.#waits.set(piece, null);
    this.#meter.record(piece, bytes, this.#now());
    this.#tell(false);
  }

  /** For `RetryContext`: what the given piece waits for. */
  waiting(piece: number): (waitingFor: WaitingFor) => void {
    return (waitingFor) => {
      if (piece === 0 && waitingFor === null) this.#waits.delete(piece);
      else this.#waits.set(piece, waitingFor);
      this.#tell(true);
    };
  }

  /** The piece is stored; what it waited for no longer counts. */
  done(piece: number, byteSize: number): void {
    this.sent(piece, byteSize);
    this.#waits.delete(piece);
  }

  #tell(isUrgent: boolean): void {
    const now = this.#now();
    if (!isUrgent && now - this.#reportedAtMs < reportEveryMs) return;
    this.#reportedAtMs = now;
    this.#report({ name: 'uploading', ...this.#meter.read(now), waitingFor: this.#waitingFor() });
  }

  /** One piece that is tried again while others move is not worth a word. */
  #waitingFor(): WaitingFor {
    const waits = [...this.#waits.values()];
    if (waits.includes('connection')) return 'connection';
    if (waits.includes('login')) return 'login';
    return waits.length > 0 && waits.every((wait) => wait === 'retry') ? 'retry' : null;
  }
}
