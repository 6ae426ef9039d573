// Keeps a few signed part addresses ahead of the lanes, so that none waits and none expires unused.
import type { SignedPart } from '#lib/shared/schemas/upload.ts';
import { type RetryContext, retrying } from './retrying.ts';

const batchSize = 16;
const lowWater = 6;

type Sign = (partNumbers: number[]) => Promise<SignedPart[]>;

export class PartSigner {
  readonly #sign: Sign;
  #signed: SignedPart[];
  #unsigned: number[];
  #refilling: Promise<void> | undefined;

  /** `partNumbers` are the parts still to send; `signed` the addresses that came with the ticket. */
  constructor(partNumbers: number[], signed: SignedPart[], sign: Sign) {
    const wanted = new Set(partNumbers);
    this.#signed = signed.filter(({ partNumber }) => wanted.has(partNumber));
    const has = new Set(this.#signed.map(({ partNumber }) => partNumber));
    this.#unsigned = partNumbers.filter((partNumber) => !has.has(partNumber));
    this.#sign = sign;
  }

  /** The next part to send, or undefined when all were handed out. Signing is retried, then throws. */
  async next(context: RetryContext): Promise<SignedPart | undefined> {
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

  /** A new address for a part the store refused; those signed with it are as old, so they go too. */
  async again(partNumber: number): Promise<SignedPart> {
    this.#unsigned.unshift(...this.#signed.map((part) => part.partNumber));
    this.#signed = [];
    const [part] = await this.#sign([partNumber]);
    if (!part) throw new Error(`part ${partNumber} was not signed`);
    return part;
  }

  #refill(): Promise<void> {
    this.#refilling ??= this.#signBatch().finally(() => {
      this.#refilling = undefined;
    });
    return this.#refilling;
  }

  async #signBatch(): Promise<void> {
    const batch = this.#unsigned.slice(0, batchSize);
    const signed = await this.#sign(batch);
    this.#unsigned = this.#unsigned.filter((partNumber) => !batch.includes(partNumber));
    this.#signed.push(...signed);
  }
}
