// Keeps a few signed part addresses ahead of the lanes, so that none waits and none expires unused.
import type { SignedPart } from '#lib/shared/schemas/upload.ts';
import { type RetryContext, retrying } from './retrying.ts';

const batchSize = 16;
const lowWater = 8;
/** An address with less time left than this, or a quarter of its life, is asked for anew. */
const leastSecondsLeft = 60;

export type HostChoice = 'first' | 'all';
type Sign = (partNumbers: number[], hosts: HostChoice) => Promise<SignedPart[]>;
/** `usableUntilMs` by this computer's clock. */
export type SignedUntil = SignedPart & { usableUntilMs: number };

export class PartSigner {
  readonly #sign: Sign;
  readonly #now: () => number;
  #signed: SignedUntil[];
  #unsigned: number[];
  #refilling: Promise<void> | undefined;

  /** `partNumbers` are the parts still to send; `signed` the addresses that came with the ticket. */
  constructor(partNumbers: number[], signed: SignedUntil[], sign: Sign, now: () => number) {
    const wanted = new Set(partNumbers);
    this.#signed = signed.filter(({ partNumber }) => wanted.has(partNumber));
    const has = new Set(this.#signed.map(({ partNumber }) => partNumber));
    this.#unsigned = partNumbers.filter((partNumber) => !has.has(partNumber));
    this.#sign = sign;
    this.#now = now;
  }

  /** The next part to send, or undefined when all were handed out. Signing is retried, then throws. */
  async next(context: RetryContext): Promise<SignedUntil | undefined> {
    this.#dropExpired();
    while (this.#signed.length === 0 && this.#unsigned.length > 0) {
      await retrying(context, () => this.#refill());
    }
    const part = this.#signed.shift();
    if (this.#signed.length < lowWater && this.#unsigned.length > 0) {
      // A failure here is met again, and thrown, by whoever needs the next part.
      this.#refill().catch(() => undefined);
    }
    return part;
  }

  /**
   * A new address for a part whose last one did not work, at the store's first host: another may be
   * what did not work. After a refused signature those signed with it are as old, so they go too.
   */
  async again(partNumber: number, wasRefused: boolean): Promise<SignedUntil> {
    if (wasRefused) {
      this.#unsigned.unshift(...this.#signed.map((part) => part.partNumber));
      this.#signed = [];
    }
    const [part] = withDeadline(await this.#sign([partNumber], 'first'), this.#now());
    if (!part) throw new Error(`part ${partNumber} was not signed`);
    return part;
  }

  #dropExpired(): void {
    const now = this.#now();
    const expired = this.#signed.filter(({ usableUntilMs }) => usableUntilMs <= now);
    this.#signed = this.#signed.filter(({ usableUntilMs }) => usableUntilMs > now);
    this.#unsigned.unshift(...expired.map(({ partNumber }) => partNumber));
  }

  #refill(): Promise<void> {
    this.#refilling ??= this.#signBatch().finally(() => {
      this.#refilling = undefined;
    });
    return this.#refilling;
  }

  async #signBatch(): Promise<void> {
    const batch = this.#unsigned.slice(0, batchSize);
    const signed = await this.#sign(batch, 'all');
    this.#unsigned = this.#unsigned.filter((partNumber) => !batch.includes(partNumber));
    this.#signed.push(...withDeadline(signed, this.#now()));
  }
}

/**
 * Says until when each address works, by this computer's clock: the server's may differ, so only the
 * length of time that stands in the address (`X-Amz-Expires`, seconds) is taken from it.
 */
export function withDeadline(parts: SignedPart[], receivedAtMs: number): SignedUntil[] {
  return parts.map((part) => {
    const seconds = Number(new URL(part.url).searchParams.get('X-Amz-Expires') ?? Number.NaN);
    const usableSeconds = Number.isNaN(seconds)
      ? Number.POSITIVE_INFINITY
      : seconds - Math.min(leastSecondsLeft, seconds / 4);
    return { ...part, usableUntilMs: receivedAtMs + usableSeconds * 1000 };
  });
}
