// Keeps an unsaved form on the server while it is written: when it is sent, and what became of that.
import { AppError } from '#lib/shared/errors.ts';
import { type DraftInput, draftByteSize } from '#lib/shared/schemas/draft.ts';

export type DraftState =
  /** Nothing was written yet. */
  | { name: 'none' }
  /** What was written last is not on the server yet; null: nothing is. */
  | { name: 'changed'; savedAt: Date | null }
  | { name: 'saved'; at: Date }
  /** Tried again by itself, where that can help. */
  | { name: 'failed'; error: unknown }
  /** The form was saved or discarded somewhere else: nothing more is kept. */
  | { name: 'over' };

/** Whether it failed because the person has too many drafts already. */
export function isTooMany(error: unknown): boolean {
  return error instanceof AppError && error.fields.some(({ path }) => path === 'drafts');
}

export type DraftEdges = {
  put(id: string, input: DraftInput, options: { keepalive: boolean }): Promise<unknown>;
  now(): Date;
};

/** After so long without another change. */
const restMs = 800;
/** Who goes on typing is not left without a copy for longer than this. */
const mostMs = 5_000;
const firstRetryMs = 2_000;
const lastRetryMs = 30_000;
/** Browsers send no more than 64 KiB for a page that is gone (Fetch, `keepalive`). */
const mostWhileLeaving = 60_000;

export class DraftKeeper {
  readonly #edges: DraftEdges;
  readonly #listeners = new Set<() => void>();
  #id: string;
  #state: DraftState = { name: 'none' };
  #kept: DraftInput['fields'] = {};
  /** Not sent yet. */
  #unsent: DraftInput | null = null;
  #sending: { input: DraftInput; done: Promise<void> } | null = null;
  #unsentSinceMs = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #retryMs = firstRetryMs;
  #isHeld = false;

  constructor(id: string, edges: DraftEdges) {
    this.#id = id;
    this.#edges = edges;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  snapshot = (): DraftState => this.#state;

  /** The fields that are on the server. */
  kept = (): DraftInput['fields'] => this.#kept;

  /** Turns to another draft, as it was saved last; what was not sent of the one before is forgotten. */
  open(id: string, saved: { at: Date; fields: DraftInput['fields'] } | null): void {
    clearTimeout(this.#timer);
    this.#id = id;
    this.#kept = saved?.fields ?? {};
    this.#unsent = null;
    this.#isHeld = false;
    this.#retryMs = firstRetryMs;
    this.#move(saved ? { name: 'saved', at: saved.at } : { name: 'none' });
  }

  /** Takes in how the form is now, and sends it when it has rested. */
  change(input: DraftInput): void {
    this.#unsentSinceMs = this.#unsent ? this.#unsentSinceMs : this.#edges.now().getTime();
    this.#unsent = input;
    if (this.#state.name === 'over') return;
    this.#noteChange();
    const waitedMs = this.#edges.now().getTime() - this.#unsentSinceMs;
    this.#sendIn(Math.min(restMs, Math.max(0, mostMs - waitedMs)));
  }

  /** Sends at once what is not sent; answers whether everything is on the server now. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer);
    await this.#sending?.done;
    if (this.#unsent && this.#state.name !== 'over') await this.#send();
    return this.#unsent === null;
  }

  /** The page may be gone in a moment: sends without waiting for what is on its way. */
  leave(): void {
    const input = this.#unsent ?? this.#sending?.input;
    if (!input || this.#isHeld || this.#state.name === 'over') return;
    if (draftByteSize(input) > mostWhileLeaving) return void this.flush();
    // Should the page stay, it is sent again the usual way.
    this.#edges.put(this.#id, input, { keepalive: true }).catch(() => undefined);
  }

  /** Whether closing the page would lose what was typed. */
  isAtRisk = (): boolean => {
    if (this.#unsent === null && this.#sending === null) return false;
    if (this.#state.name === 'failed' || this.#state.name === 'over') return true;
    const input = this.#unsent ?? this.#sending?.input;
    return input !== undefined && draftByteSize(input) > mostWhileLeaving;
  };

  /** Something that kept it from being sent is over: the connection, the login. */
  tryAgain(): void {
    if (this.#state.name === 'failed') this.#sendIn(0);
  }

  /** Keeps still while the form is saved; resolves when nothing is on its way any more. */
  async hold(): Promise<void> {
    this.#isHeld = true;
    clearTimeout(this.#timer);
    await this.#sending?.done;
  }

  /** Goes on after `hold`. */
  letGo(): void {
    this.#isHeld = false;
    if (this.#unsent) this.#sendIn(restMs);
  }

  #sendIn(milliseconds: number): void {
    clearTimeout(this.#timer);
    if (this.#isHeld) return;
    this.#timer = setTimeout(() => void this.#send(), milliseconds);
  }

  #send(): Promise<void> {
    const input = this.#unsent;
    // One after the other, so that an older state never replaces a newer one.
    if (this.#sending) return this.#sending.done.then(() => this.#send());
    if (!input || this.#isHeld) return Promise.resolve();
    this.#unsent = null;
    const done = this.#put(this.#id, input).finally(() => {
      this.#sending = null;
    });
    this.#sending = { input, done };
    return done;
  }

  async #put(id: string, input: DraftInput): Promise<void> {
    try {
      await this.#edges.put(id, input, { keepalive: false });
      if (id !== this.#id) return;
      this.#kept = input.fields;
      this.#retryMs = firstRetryMs;
      this.#move({ name: 'saved', at: this.#edges.now() });
      if (this.#unsent) this.#noteChange();
    } catch (error) {
      if (id !== this.#id) return;
      this.#unsent ??= input;
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    const isAnswer = error instanceof AppError;
    // A conflict that names a field is about the number of drafts.
    if (isAnswer && error.code === 'conflict' && error.fields.length === 0) {
      this.#move({ name: 'over' });
      return;
    }
    this.#move({ name: 'failed', error });
    const cannotHelp = ['unauthenticated', 'invalid_request', 'not_found', 'conflict'];
    if (isAnswer && cannotHelp.includes(error.code)) return;
    this.#sendIn(this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, lastRetryMs);
  }

  /** Told once, not with every letter. */
  #noteChange(): void {
    const state = this.#state;
    if (state.name === 'none') this.#move({ name: 'changed', savedAt: null });
    if (state.name === 'saved') this.#move({ name: 'changed', savedAt: state.at });
  }

  #move(state: DraftState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
