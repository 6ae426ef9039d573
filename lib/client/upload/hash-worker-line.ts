// The line to the hashing worker: finds the promise that waits for an answer, and survives the worker.
import { AppError } from '#lib/shared/errors.ts';
import type { HashAnswer, HashRequest, WholeFile } from './hash-messages.ts';

export type HashWorker = Pick<Worker, 'postMessage' | 'addEventListener' | 'terminate'>;

type Pending = {
  resolve: (value: string | WholeFile) => void;
  reject: (reason: unknown) => void;
  onProgress: (share: number) => void;
};
type Answered = Extract<HashRequest, { job: number }>;
type WithoutJob<Request> = Request extends Answered ? Omit<Request, 'job'> : never;
type Asked = WithoutJob<HashRequest>;
/** What is answered with a text. */
export type AskedOfHashing = Exclude<Asked, { kind: 'whole' }>;
type Options = { signal?: AbortSignal; onProgress?: (share: number) => void };

/** A worker that is asked something and says nothing for so long will not answer any more. */
const silenceMs = 120_000;
/** A computer that was asleep wakes up with its timers first: the worker gets another moment. */
const doubtMs = 10_000;

/** Starts a worker when something is asked and there is none. */
export class HashWorkerLine {
  readonly #makeWorker: () => HashWorker;
  readonly #pending = new Map<number, Pending>();
  #worker: HashWorker | null = null;
  #jobs = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(makeWorker: () => HashWorker) {
    this.#makeWorker = makeWorker;
  }

  async ask(request: AskedOfHashing, options: Options = {}): Promise<string> {
    const answer = await this.#ask(request, options);
    if (typeof answer !== 'string') throw new Error('the worker answered something else');
    return answer;
  }

  async askWhole(blob: Blob): Promise<WholeFile> {
    const answer = await this.#ask({ kind: 'whole', blob }, {});
    if (typeof answer === 'string') throw new Error('the worker answered something else');
    return answer;
  }

  #ask(request: Asked, options: Options): Promise<string | WholeFile> {
    const { signal, onProgress = () => undefined } = options;
    this.#jobs += 1;
    const job = this.#jobs;
    return new Promise((resolve, reject) => {
      this.#worker ??= this.#start();
      const giveUp = () => {
        this.#pending.delete(job);
        reject(signal?.reason);
      };
      const done = () => signal?.removeEventListener('abort', giveUp);
      signal?.addEventListener('abort', giveUp, { once: true });
      this.#pending.set(job, {
        resolve: (value) => {
          done();
          resolve(value);
        },
        reject: (reason) => {
          done();
          reject(reason);
        },
        onProgress,
      });
      this.#worker.postMessage({ ...request, job });
      this.#timer ??= setTimeout(() => this.#doubt(), silenceMs);
    });
  }

  /** Does not start a worker: one that knows nothing has nothing to change. */
  tell(request: Exclude<HashRequest, Answered>): void {
    this.#worker?.postMessage(request);
  }

  #start(): HashWorker {
    const worker = this.#makeWorker();
    const hear = (event: Event) => this.#hear((event as MessageEvent<HashAnswer>).data);
    const lose = (event: Event) => this.#lose(worker, event);
    worker.addEventListener('message', hear);
    worker.addEventListener('error', lose);
    worker.addEventListener('messageerror', lose);
    return worker;
  }

  #listenOn(): void {
    clearTimeout(this.#timer);
    const isAsked = this.#pending.size > 0;
    this.#timer = isAsked ? setTimeout(() => this.#doubt(), silenceMs) : undefined;
  }

  #doubt(): void {
    const worker = this.#worker;
    this.#timer = undefined;
    if (!worker || this.#pending.size === 0) return;
    this.#timer = setTimeout(() => this.#lose(worker, new Event('silence')), doubtMs);
  }

  #hear(answer: HashAnswer): void {
    this.#settle(answer);
    this.#listenOn();
  }

  #settle(answer: HashAnswer): void {
    const pending = this.#pending.get(answer.job);
    if (!pending) return;
    if (answer.kind === 'progress') {
      pending.onProgress(answer.share);
      return;
    }
    this.#pending.delete(answer.job);
    if (answer.kind === 'done') pending.resolve(answer.value);
    else if (answer.kind === 'read') pending.resolve(answer.whole);
    else pending.reject(reasonOf(answer));
  }

  #lose(worker: HashWorker, event: Event): void {
    if (worker !== this.#worker) return;
    this.#worker = null;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    worker.terminate();
    const { message } = event as Partial<ErrorEvent>;
    const reason = new Error(`The hashing worker stopped: ${message ?? event.type}`);
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) reject(reason);
  }
}

function reasonOf({ isFileChanged, message }: Extract<HashAnswer, { kind: 'failed' }>): Error {
  if (!isFileChanged) return new Error(`The file could not be hashed: ${message}`);
  return new AppError('file_changed', 'The file is gone, or no longer the one that was chosen.');
}
