// Adds up what the pieces of a file have sent: bytes, speed and time left.

export type Progress = {
  sentBytes: number;
  bytesPerSecond: number | null;
  secondsLeft: number | null;
};

const sampleMs = 500;
const lineMemoryMs = 5_000;
const lineSettlingMs = 2_000;

type MeterOptions = {
  /** Stored earlier: they are shown, but say nothing about the speed. */
  alreadySent?: number;
  /** What an earlier try had come to: what is shown does not fall below it. */
  alreadyShown?: number;
  /** The speed follows a change within about this time. */
  memoryMs?: number;
  /** Before this the speed says more about the start of the connection than about the rest. */
  settlingMs?: number;
};

/** Measures one file of `byteSize` bytes. `sentBytes` never goes back, also when a piece starts over. */
export class ProgressMeter {
  readonly #byteSize: number;
  readonly #pieces = new Map<number, number>();
  readonly #startedAtMs: number;
  readonly #memoryMs: number;
  readonly #settlingMs: number;
  #sum = 0;
  #shown = 0;
  #speed: number | null = null;
  #sampledAtMs: number;
  #sampledBytes: number;

  constructor(byteSize: number, nowMs: number, options: MeterOptions = {}) {
    const { alreadySent = 0, alreadyShown = 0 } = options;
    this.#memoryMs = options.memoryMs ?? lineMemoryMs;
    this.#settlingMs = options.settlingMs ?? lineSettlingMs;
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
    const isSettled = nowMs - this.#startedAtMs >= this.#settlingMs;
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
    const weight = 1 - Math.exp(-elapsedMs / this.#memoryMs);
    this.#speed = this.#speed === null ? speed : this.#speed + weight * (speed - this.#speed);
    this.#sampledAtMs = nowMs;
    this.#sampledBytes = Math.max(this.#sampledBytes, this.#sum);
  }
}
