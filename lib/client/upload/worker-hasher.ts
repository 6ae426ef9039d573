// Has files hashed by one worker for the tab, made when it is first needed.
import { AppError } from '#lib/shared/errors.ts';
import type { Pace } from './hash-messages.ts';
import { type AskedOfHashing, type HashWorker, HashWorkerLine } from './hash-worker-line.ts';
import type { FileHashing, Hasher } from './hashing.ts';

/**
 * The form of this call is what the bundler looks for to make a file of the worker. A worker from our
 * own address goes by the policy of its own answer, which has none (HTML, "run a worker"): it may
 * compile WebAssembly, which the policy of pages forbids.
 */
const makeHashWorker = (): HashWorker =>
  new Worker(new URL('./hash-worker.ts', import.meta.url), { type: 'module' });

/**
 * When the worker breaks, what was asked of it rejects with a plain Error, for nothing is known about
 * the file then; the next call starts another worker.
 */
export function createWorkerHasher(makeWorker: () => HashWorker = makeHashWorker): Hasher {
  const line = new HashWorkerLine(makeWorker);
  let files = 0;
  return {
    fingerprint: (blob) => line.ask({ kind: 'fingerprint', blob }),
    readWhole: (blob) => line.askWhole(blob),
    open: (blob) => {
      files += 1;
      return new WorkerFileHashing(line, files, blob);
    },
  };
}

class WorkerFileHashing implements FileHashing {
  readonly #line: HashWorkerLine;
  readonly #file: number;
  readonly #blob: Blob;
  readonly #closing = new AbortController();
  readonly #listeners = new Set<(share: number) => void>();
  #pace: Pace = 'gentle';
  /** Of a file nothing was asked about, the worker need not be told anything either. */
  #isKnown = false;
  #sha256: Promise<string> | null = null;

  constructor(line: HashWorkerLine, file: number, blob: Blob) {
    this.#line = line;
    this.#file = file;
    this.#blob = blob;
  }

  md5(start: number, end: number): Promise<string> {
    return this.#ask({ kind: 'md5', file: this.#file, blob: this.#blob, start, end });
  }

  sha256(onProgress?: (share: number) => void): Promise<string> {
    if (onProgress) this.#listeners.add(onProgress);
    this.#sha256 ??= this.#startSha256();
    return this.#sha256;
  }

  setPace(pace: Pace): void {
    if (pace === this.#pace) return;
    this.#pace = pace;
    if (this.#isKnown) this.#line.tell({ kind: 'pace', file: this.#file, pace });
  }

  close(): void {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort(new DOMException('The hashing was closed.', 'AbortError'));
    if (this.#isKnown) this.#line.tell({ kind: 'close', file: this.#file });
  }

  async #startSha256(): Promise<string> {
    const tellShare = (share: number) => {
      for (const listener of this.#listeners) listener(share);
    };
    try {
      const request = { file: this.#file, blob: this.#blob, pace: this.#pace };
      return await this.#ask({ kind: 'sha256', ...request }, tellShare);
    } catch (error) {
      // What a broken worker left undone, the next call starts again.
      if (!(error instanceof AppError)) this.#sha256 = null;
      throw error;
    }
  }

  async #ask(request: AskedOfHashing, onProgress?: (share: number) => void) {
    const { signal } = this.#closing;
    signal.throwIfAborted();
    this.#isKnown = true;
    return this.#line.ask(request, { signal, onProgress });
  }
}
