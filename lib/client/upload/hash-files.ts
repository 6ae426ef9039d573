// Hashes many files at once in constant memory: what runs inside the worker, without the worker.
import { digestsOf, fingerprintOf } from './digests.ts';
import type { HashAnswer, HashRequest } from './hash-messages.ts';
import {
  closeFile,
  type Hash,
  newHash,
  type OpenFile,
  openFile,
  type Piece,
  readForMd5,
  readForSha256,
} from './open-file.ts';

/** At a gentle pace, how long to rest for the time worked: a fiftieth of a core is used. */
const restForWork = 49;

/**
 * Takes requests with `hear`, answers through `answer`. Reads one piece ahead of the one being
 * hashed. MD5 goes before SHA-256, files take turns piece by piece, and one read serves both hashes
 * where they stand at the same byte.
 */
export class HashFiles {
  readonly #answer: (answer: HashAnswer) => void;
  readonly #now: () => number;
  /** Whose turn is next comes first. */
  readonly #files = new Map<number, OpenFile>();
  #ahead: Piece | null = null;
  #isRunning = false;
  /** All files at a gentle pace share one fiftieth: one piece at a time, then a rest. */
  #gentlePiece: Piece | null = null;
  #restsUntil = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(answer: (answer: HashAnswer) => void, now = () => performance.now()) {
    this.#answer = answer;
    this.#now = now;
  }

  hear(request: HashRequest): void {
    switch (request.kind) {
      case 'fingerprint':
        void this.#fingerprint(request.job, request.blob);
        return;
      case 'whole':
        void this.#whole(request.job, request.blob);
        return;
      case 'close':
        this.#close(request.file);
        return;
      case 'pace': {
        const file = this.#files.get(request.file);
        if (file) file.pace = request.pace;
        break;
      }
      case 'md5':
        this.#open(request.file, request.blob).md5s.push(
          newHash(request.job, request.start, request.end),
        );
        break;
      case 'sha256': {
        const file = this.#open(request.file, request.blob);
        file.pace = request.pace;
        file.sha256 = newHash(request.job, 0, file.blob.size);
      }
    }
    void this.#run();
  }

  #open(id: number, blob: Blob): OpenFile {
    const file = this.#files.get(id) ?? openFile(blob);
    this.#files.set(id, file);
    return file;
  }

  #close(id: number): void {
    const file = this.#files.get(id);
    if (file) closeFile(file);
    this.#files.delete(id);
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    for (;;) {
      const piece = this.#ahead ?? this.#readNext();
      if (!piece) break;
      const read = await piece.read;
      this.#ahead = this.#readNext();
      if (!piece.file.isClosed) await this.#feed(piece, read);
      if (piece === this.#gentlePiece) this.#gentlePiece = null;
    }
    this.#isRunning = false;
  }

  /** Starts to read whatever comes first; null when there is nothing to do now. */
  #readNext(): Piece | null {
    return (
      this.#firstInTurn((file) => readForMd5(file, this.#mayHashInFull(file))) ??
      this.#firstInTurn((file) => (this.#mayHashInFull(file) ? readForSha256(file) : null)) ??
      this.#wakeAfterRest()
    );
  }

  #firstInTurn(start: (file: OpenFile) => Piece | null): Piece | null {
    for (const [id, file] of this.#files) {
      const piece = start(file);
      if (!piece) continue;
      this.#files.delete(id);
      this.#files.set(id, file);
      if (piece.sha256 && file.pace === 'gentle') this.#gentlePiece = piece;
      return piece;
    }
    return null;
  }

  #mayHashInFull({ pace }: OpenFile): boolean {
    return pace === 'full' || (!this.#gentlePiece && this.#now() >= this.#restsUntil);
  }

  #wakeAfterRest(): null {
    clearTimeout(this.#timer);
    const isResting = ({ pace, sha256 }: OpenFile) => pace === 'gentle' && sha256?.isRead === false;
    if (!this.#gentlePiece && [...this.#files.values()].some(isResting)) {
      // Also when the rest has ended since it was looked at a moment ago.
      const restMs = Math.max(1, this.#restsUntil - this.#now());
      this.#timer = setTimeout(() => void this.#run(), restMs);
    }
    return null;
  }

  async #feed({ file, end, md5, sha256 }: Piece, read: Awaited<Piece['read']>): Promise<void> {
    try {
      if ('error' in read) throw read.error;
      if (md5) await this.#feedMd5(file, md5, end, read.bytes);
      if (sha256) await this.#feedSha256(file, sha256, end, read.bytes);
    } catch (error) {
      // A file that cannot be read fails in all that was asked of it.
      for (const { job } of closeFile(file)) this.#answer(failure(job, error));
      for (const [id, each] of this.#files) if (each === file) this.#files.delete(id);
    }
  }

  async #feedMd5(file: OpenFile, md5: Hash, end: number, bytes: Uint8Array<ArrayBuffer>) {
    const digest = await md5.digest;
    if (file.isClosed || !digest) return;
    digest.update(bytes);
    if (end < md5.end) return;
    const value = await digest.finish();
    file.md5s = file.md5s.filter((each) => each !== md5);
    this.#answer({ kind: 'done', job: md5.job, value });
  }

  async #feedSha256(file: OpenFile, sha256: Hash, end: number, bytes: Uint8Array<ArrayBuffer>) {
    const digest = await sha256.digest;
    if (file.isClosed || !digest) return;
    const startedAt = this.#now();
    digest.update(bytes);
    if (end < sha256.end) {
      this.#answer({ kind: 'progress', job: sha256.job, share: end / sha256.end });
    } else {
      const value = await digest.finish();
      if (file.sha256 === sha256) file.sha256 = null;
      this.#answer({ kind: 'done', job: sha256.job, value });
    }
    const finishedAt = this.#now();
    if (file.pace === 'gentle') {
      this.#restsUntil = finishedAt + restForWork * (finishedAt - startedAt);
    }
  }

  async #fingerprint(job: number, blob: Blob): Promise<void> {
    try {
      this.#answer({ kind: 'done', job, value: await fingerprintOf(blob) });
    } catch (error) {
      this.#answer(failure(job, error));
    }
  }

  async #whole(job: number, blob: Blob): Promise<void> {
    try {
      const bytes = await blob.arrayBuffer();
      const whole = { copy: new Blob([bytes]), ...(await digestsOf(bytes)) };
      this.#answer({ kind: 'read', job, whole });
    } catch (error) {
      this.#answer(failure(job, error));
    }
  }
}

/** How browsers say that a file is gone, was changed since it was chosen, or may not be read. */
const unreadable = ['NotReadableError', 'NotFoundError', 'NotAllowedError', 'SecurityError'];

function failure(job: number, error: unknown): HashAnswer {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return { kind: 'failed', job, isFileChanged: unreadable.includes(name), message };
}
