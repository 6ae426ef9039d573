// Brings many files in beside each other: as many as the engine has lanes and room for.
import { hashFirstMaxBytes } from '#lib/client/upload/digest-file.ts';
import { LaneControl } from '#lib/client/upload/lane-control.ts';
import { LanePool } from '#lib/client/upload/lane-pool.ts';
import type { RetryContext } from '#lib/client/upload/retrying.ts';
import { isMany, nextToSetOut } from '#lib/client/upload/set-out.ts';
import { UploadRequests } from '#lib/client/upload/upload-requests.ts';
import { AppError } from '#lib/shared/errors.ts';
import { bringOne } from './bring-one.ts';
import type { ChosenFile } from './choose-purpose.ts';
import { failureOf } from './failure-of.ts';
import { keepRecord } from './keep-record.ts';
import type { Kind } from './kinds.ts';
import { createNodeHasher } from './node-hasher.ts';
import { nodeTransport } from './node-transport.ts';
import type { FileOutcome, Standing } from './teller.ts';
import type { UploadNotes } from './upload-notes.ts';

type Job = { file: ChosenFile; byteSize: number; order: number; sentBytes: number };

type Wishes = {
  record: Kind['record'];
  notes: UploadNotes;
  /** What names a file among all that this computer may send to this server. */
  placeOf: (file: ChosenFile) => readonly string[];
  signal: AbortSignal;
  onMoved: (standing: Standing) => void;
  onSettled: (outcome: FileOutcome) => void;
};

export class FilesUnderWay {
  readonly #wishes: Wishes;
  readonly #pool = new LanePool(new LaneControl(), Date.now);
  readonly #requests = new UploadRequests(() => isMany(this.#travelling.size));
  readonly #hasher = createNodeHasher();
  readonly #jobs: readonly Job[];
  #queued: Job[];
  /** Those with bytes to send; one that the server checks makes room for the next. */
  readonly #travelling = new Set<Job>();
  readonly #running = new Set<Promise<void>>();
  readonly #done = new Set<Job>();
  /** The token is not taken any more: the others need not ask. */
  #refusal: AppError | null = null;

  constructor(files: readonly ChosenFile[], wishes: Wishes) {
    this.#wishes = wishes;
    this.#jobs = files.map((file, order) => {
      const { byteSize } = file;
      return { file, order, byteSize, sentBytes: 0 };
    });
    this.#queued = [...this.#jobs];
  }

  /** Resolves when every file is over, or the signal aborted; what became of each is told meanwhile. */
  async settleAll(): Promise<void> {
    this.#setOut();
    while (this.#running.size > 0) await Promise.race(this.#running);
  }

  #setOut(): void {
    if (this.#wishes.signal.aborted) return;
    const next = new Set(nextToSetOut(this.#queued, [...this.#travelling]));
    this.#queued = this.#queued.filter((job) => !next.has(job));
    for (const job of next) {
      this.#travelling.add(job);
      const run = this.#bring(job).finally(() => {
        this.#running.delete(run);
        this.#travelling.delete(job);
        this.#setOut();
      });
      this.#running.add(run);
    }
  }

  async #bring(job: Job): Promise<void> {
    const { path } = job.file;
    const { record, signal, onSettled } = this.#wishes;
    try {
      if (this.#refusal) throw this.#refusal;
      const context = this.#contextOf(job);
      const { media, wasThere } = await bringOne(job.file, context);
      const keeper = await keepRecord(record, media, context);
      job.sentBytes = job.byteSize;
      const status = wasThere ? 'already' : 'stored';
      onSettled({ path, status, mediaId: media.id, record: keeper });
    } catch (error) {
      if (signal.aborted) return;
      const { code, message } = failureOf(error);
      if (error instanceof AppError && code === 'unauthenticated') this.#refusal = error;
      onSettled({ path, status: 'failed', code, message });
    }
    this.#done.add(job);
    this.#tell();
  }

  #contextOf(job: Job) {
    const { notes, placeOf, signal } = this.#wishes;
    return {
      ...patience(signal),
      ...{ transport: nodeTransport, hasher: this.#hasher, hashFirstMaxBytes },
      ...{ pool: this.#pool, requests: this.#requests, now: Date.now },
      ...{ owner: String(job.order), order: job.order, notes, place: placeOf(job.file) },
      onState: (state: { name: string; sentBytes?: number }) => {
        job.sentBytes =
          state.name === 'verifying' ? job.byteSize : (state.sentBytes ?? job.sentBytes);
        if (state.name === 'verifying') this.#travelling.delete(job);
        this.#setOut();
        this.#tell();
      },
    };
  }

  #tell(): void {
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    this.#wishes.onMoved({
      ...{ filesDone: this.#done.size, files: this.#jobs.length },
      sentBytes: sum(this.#jobs.map(({ sentBytes }) => sentBytes)),
      bytes: sum(this.#jobs.map(({ byteSize }) => byteSize)),
      bytesPerSecond: this.#pool.bytesPerSecond,
      travelling: [...this.#travelling].map(({ file, sentBytes, byteSize }) => ({
        ...{ path: file.path, share: sentBytes / byteSize },
      })),
      processing: 0,
    });
  }
}

/** How the engine tries again here: there is always a network, and never another login. */
export function patience(signal: AbortSignal): RetryContext {
  return {
    ...{ signal, random: Math.random, onWait: () => undefined },
    connectivity: { isOnline: () => true, untilOnline: () => Promise.resolve() },
    login: { untilSignedIn: () => Promise.reject(noLogin()) },
  };
}

function noLogin(): AppError {
  return new AppError('unauthenticated', 'The server does not take the token (any more).');
}
