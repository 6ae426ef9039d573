// The lanes all files share: whoever has a piece to send waits here for a free one.
import { type LaneControl, mostLanes } from './lane-control.ts';

/** One piece's turn. */
export type Lane = {
  /** The piece has sent this many bytes so far; less than before means nothing. */
  sent: (bytes: number) => void;
  /** Gives the lane back; `failed` says that fewer lanes might have helped. */
  leave: (outcome: 'done' | 'failed') => void;
};

type Waiting = { owner: string; order: number; admit: () => void };

const sampleMs = 500;
/** A lane that carried nothing for so long does not keep others waiting: it may be dead. */
const quietMs = 5_000;
/** How often those who wait look for lanes gone quiet. */
const lookMs = 1_000;
/** What browsers open over HTTP/1.1; lanes beyond would wait, and seem to stall, inside the browser. */
const connectionsPerHost = 6;

export class LanePool {
  readonly #control: LaneControl;
  readonly #now: () => number;
  readonly #waiting: Waiting[] = [];
  /** Lanes taken, by upload. */
  readonly #taken = new Map<string, number>();
  readonly #hosts = new Set<string>();
  /** When each lane last carried something. */
  readonly #movedAtMs = new Map<Lane, number>();
  #looking: ReturnType<typeof setTimeout> | undefined;
  #wasFull = false;
  #sampledAtMs: number | null = null;
  #sampledBytes = 0;
  #bytesPerSecond: number | null = null;
  readonly #untilMeasured: (() => void)[] = [];
  /** What they carried on an earlier page. */
  readonly rememberedBytesPerSecond: number | null;

  constructor(
    control: LaneControl,
    now: () => number,
    rememberedBytesPerSecond: number | null = null,
  ) {
    this.#control = control;
    this.#now = now;
    this.rememberedBytesPerSecond = rememberedBytesPerSecond;
  }

  /** What all lanes together carried lately; null until there was enough to tell. */
  get bytesPerSecond(): number | null {
    return this.#bytesPerSecond;
  }

  /** Resolves once it can be told what the lanes carry. */
  untilMeasured(): Promise<void> {
    if (this.#bytesPerSecond !== null) return Promise.resolve();
    return new Promise((resolve) => this.#untilMeasured.push(resolve));
  }

  /** How many pieces may travel at once now. */
  get lanes(): number {
    return this.#control.limit;
  }

  /** Learns from signed addresses at how many hosts the store is reached: each has six lanes. */
  saw(urls: readonly string[]): void {
    for (const url of urls) this.#hosts.add(new URL(url).host);
    // The ticket of an upload that goes on brings no addresses: that says nothing about the lanes.
    if (this.#hosts.size === 0) return;
    this.#control.allow(this.#hosts.size * connectionsPerHost);
    this.#admit();
  }

  /**
   * Resolves with a lane. The upload with the fewest lanes goes first, then the older one (`order`):
   * a poster does not wait for the film before it. Rejects with the signal's reason.
   */
  enter(owner: string, order: number, signal: AbortSignal): Promise<Lane> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const giveUp = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(signal.reason);
      };
      const waiting: Waiting = {
        owner,
        order,
        admit: () => {
          signal.removeEventListener('abort', giveUp);
          resolve(this.#open(owner));
        },
      };
      signal.addEventListener('abort', giveUp, { once: true });
      this.#waiting.push(waiting);
      this.#admit();
    });
  }

  #admit(): void {
    while (!this.#isFull) {
      const next = this.#next();
      if (!next) return;
      this.#waiting.splice(this.#waiting.indexOf(next), 1);
      this.#taken.set(next.owner, this.#lanesOf(next.owner) + 1);
      next.admit();
    }
    if (this.#waiting.length > 0) this.#lookAgain();
  }

  #lookAgain(): void {
    this.#looking ??= setTimeout(() => {
      this.#looking = undefined;
      this.#admit();
    }, lookMs);
  }

  /** Quiet lanes are left out, but not beyond what there may be in all. */
  get #isFull(): boolean {
    if (this.#movedAtMs.size >= mostLanes) return true;
    const since = this.#now() - quietMs;
    const lively = [...this.#movedAtMs.values()].filter((movedAtMs) => movedAtMs > since);
    return lively.length >= this.#control.limit;
  }

  #next(): Waiting | undefined {
    let best: Waiting | undefined;
    for (const each of this.#waiting) {
      if (!best || this.#isBefore(each, best)) best = each;
    }
    return best;
  }

  #isBefore(one: Waiting, other: Waiting): boolean {
    const lanes = this.#lanesOf(one.owner) - this.#lanesOf(other.owner);
    return lanes === 0 ? one.order < other.order : lanes < 0;
  }

  #lanesOf(owner: string): number {
    return this.#taken.get(owner) ?? 0;
  }

  #open(owner: string): Lane {
    let counted = 0;
    const lane: Lane = {
      sent: (bytes) => {
        this.#movedAtMs.set(lane, this.#now());
        if (counted === 0 && bytes > 0 && this.#isFull) {
          this.#control.moved();
          this.#admit();
        }
        this.#record(Math.max(0, bytes - counted));
        counted = Math.max(counted, bytes);
      },
      leave: (outcome) => {
        if (!this.#movedAtMs.delete(lane)) return;
        const left = this.#lanesOf(owner) - 1;
        if (left > 0) this.#taken.set(owner, left);
        else this.#taken.delete(owner);
        if (outcome === 'failed') this.#control.failed(this.#now());
        this.#admit();
        if (!this.#isFull) this.#wasFull = false;
        if (this.#movedAtMs.size === 0) this.#sampledAtMs = null;
      },
    };
    this.#movedAtMs.set(lane, this.#now());
    return lane;
  }

  /** A sample counts for the number of lanes only when all of them were busy throughout. */
  #record(bytes: number): void {
    const now = this.#now();
    this.#sampledAtMs ??= now;
    this.#sampledBytes += bytes;
    const elapsedMs = now - this.#sampledAtMs;
    if (elapsedMs < sampleMs) return;
    this.#bytesPerSecond = (this.#sampledBytes / elapsedMs) * 1000;
    for (const resolve of this.#untilMeasured.splice(0)) resolve();
    if (this.#wasFull) this.#control.measured(this.#bytesPerSecond, now);
    this.#sampledAtMs = now;
    this.#sampledBytes = 0;
    this.#admit();
    this.#wasFull = this.#isFull;
  }
}
