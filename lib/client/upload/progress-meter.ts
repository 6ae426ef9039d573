// Adds up what the pieces of a file have sent: bytes, speed and time left.

export type Progress = {
  sentBytes: number;
  bytesPerSecond: number | null;
  secondsLeft: number | null;
};

const sampleMs = 500;
/** The speed follows a change within about this time. */
const memoryMs = 5_000;
/** Before this the speed says more about the start of the connection than about the rest. */
const settlingMs = 2_000;

/** Measures one file of `byteSize` bytes. `sentBytes` never goes back, also when a piece starts over. */
export class ProgressMeter {
  readonly #byteSize: number;
  readonly #pieces = new Map<number, number>();
  readonly #startedAtMs: number;
  #sum = 0;
  #shown = 0;
  #speed: number | null = null;
  #sampledAtMs: number;
  #sampledBytes: number;

  /**
   * `alreadySent` bytes were stored earlier: they are shown, but say nothing about the speed.
   * `alreadyShown` is what an earlier try had come to: what is shown does not fall below it.
   */
  constructor(byteSize: number, nowMs: number, { alreadySent = 0, alreadyShown = 0 } = {}) {
    this.#byteSize = byteSize;
    this.#startedAtMs = nowMs;
    this.#sampledAtMs = nowMs;
    this.#sum = alreadySent;
    this.#shown = Math.max(alreadySent, alreadyShown);
    this.#sampledBytes = alreadySent;
  }

  /** A piece has sent this many bytes so far; less than before when it started over. */
  record(piece: number, bytes: number, nowMs: number): void {
    this.#sum += bytes - (this.#pieces.get(piece) ?? 0);
    this.#pieces.set(piece, bytes);
    this.#shown = Math.min(this.#byteSize, Math.max(this.#shown, this.#sum));
    this.#sample(nowMs);
  }

  read(nowMs: number): Progress {
    const isSettled = nowMs - this.#startedAtMs >= settlingMs;
    const speed = isSettled ? this.#speed : null;
    return {
      sentBytes: this.#shown,
      bytesPerSecond: speed,
      secondsLeft: speed ? Math.ceil((this.#byteSize - this.#sum) / speed) : null,
    };
  }

  #sample(nowMs: number): void {
    const elapsedMs = nowMs - this.#sampledAtMs;
    if (elapsedMs < sampleMs) return;
    const speed = (Math.max(0, this.#sum - this.#sampledBytes) / elapsedMs) * 1000;
    const weight = 1 - Math.exp(-elapsedMs / memoryMs);
    this.#speed = this.#speed === null ? speed : this.#speed + weight * (speed - this.#speed);
    this.#sampledAtMs = nowMs;
    this.#sampledBytes = Math.max(this.#sampledBytes, this.#sum);
  }
}
