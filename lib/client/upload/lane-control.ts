// Decides how many pieces travel at once: more while that brings more, half of them after a failure.

export const fewestLanes = 2;
export const firstLanes = 4;
export const mostLanes = 8;

/** Failures this close together have one cause, and one halving. */
const failureWindowMs = 2_000;
/** A further lane that brings less than this is taken back. */
const leastGain = 0.03;
/** How long a number of lanes is looked at before the next step. */
const stepMs = 1_000;
/** After a lane was taken back, before one more is tried again: links change. */
const restMs = 10_000;

/**
 * Additive increase, multiplicative decrease, as TCP does it. It opens fast: every lane whose first
 * bytes leave opens one more, so that eight are open after one round trip; a failure ends that.
 * Afterwards one lane is added per second while the goodput (bytes that arrived) grows with it.
 */
export class LaneControl {
  #limit: number;
  #most = mostLanes;
  #isOpening = true;
  #failedAtMs = Number.NEGATIVE_INFINITY;
  #steppedAtMs: number | null = null;
  /** The goodput before the last lane was added, to compare with. */
  #before: number | null = null;

  /** `first` is how many lanes to begin with. */
  constructor(first = firstLanes) {
    this.#limit = Math.min(mostLanes, Math.max(fewestLanes, Math.round(first)));
  }

  get limit(): number {
    return Math.min(this.#limit, this.#most);
  }

  /** Caps the lanes; never above eight. */
  allow(most: number): void {
    this.#most = Math.min(mostLanes, Math.max(fewestLanes, most));
  }

  /** The first bytes of a piece left while every lane was taken. */
  moved(): void {
    if (this.#isOpening) this.#grow();
    if (this.#limit >= this.#most) this.#isOpening = false;
  }

  /** The goodput of the last moment, with every lane busy. */
  measured(bytesPerSecond: number, nowMs: number): void {
    this.#steppedAtMs ??= nowMs;
    if (nowMs - this.#steppedAtMs < stepMs) return;
    const isWorthIt = this.#before === null || bytesPerSecond > this.#before * (1 + leastGain);
    if (isWorthIt && this.#limit < this.#most) {
      this.#before = bytesPerSecond;
      this.#grow();
      this.#steppedAtMs = nowMs;
    } else if (!isWorthIt) {
      this.#limit = Math.max(fewestLanes, this.#limit - 1);
      this.#before = null;
      this.#steppedAtMs = nowMs + restMs;
    }
  }

  /** A piece failed for a reason that fewer lanes may help: a broken or refused request, a stall. */
  failed(nowMs: number): void {
    this.#isOpening = false;
    if (nowMs - this.#failedAtMs < failureWindowMs) return;
    this.#failedAtMs = nowMs;
    this.#limit = Math.max(fewestLanes, Math.floor(this.limit / 2));
    this.#before = null;
    this.#steppedAtMs = nowMs + failureWindowMs;
  }

  #grow(): void {
    this.#limit = Math.min(this.#most, this.#limit + 1);
  }
}
