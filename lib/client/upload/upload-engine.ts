// Runs the uploads of this browser, outside React: what starts when, and what a person can do to it.
import { AppError } from '#lib/shared/errors.ts';
import type { Duplicate } from '#lib/shared/schemas/upload.ts';
import type { watchMedia } from '../media-events.ts';
import { getMedia } from '../media-requests.ts';
import type { UploadRef } from '../uploads.ts';
import { type Attempt, newAttempt, startOver, type Ticket } from './attempt.ts';
import { type BringInContext, bringIn } from './bring-in.ts';
import { findEarlier } from './earlier-uploads.ts';
import { handleOf, readAgain } from './file-handle.ts';
import { giveUp, refusedSession } from './give-up.ts';
import type { Hasher } from './hashing.ts';
import { LaneControl } from './lane-control.ts';
import { LanePool } from './lane-pool.ts';
import type { LineMemory } from './line-memory.ts';
import { LoginGate } from './login-gate.ts';
import type { Transport } from './put-blob.ts';
import type { Connectivity } from './retrying.ts';
import { isMany, nextToSetOut } from './set-out.ts';
import type { OwnedEngine } from './shared-queue.ts';
import { StoredFiles } from './stored-files.ts';
import { canPause, isStored, sentBytes, type Upload, type UploadState } from './upload.ts';
import { UploadBook } from './upload-book.ts';
import type { RememberedUpload, UploadMemory } from './upload-memory.ts';
import type { NewUpload } from './upload-queue.ts';
import { UploadRequests } from './upload-requests.ts';

export type EngineEdges = {
  transport: Transport;
  connectivity: Connectivity;
  watch: typeof watchMedia;
  random: () => number;
  now: () => number;
  hasher: Hasher;
  memory: UploadMemory;
  line: LineMemory;
  /** See `bringIn`. */
  hashFirstMaxBytes: number;
  /** The person signed in. */
  ownerId: string;
};

type Job = {
  order: number;
  attempt: Attempt;
  remembered: RememberedUpload | null;
  running: AbortController | null;
};

export class UploadEngine implements OwnedEngine {
  readonly #edges: EngineEdges;
  readonly #book = new UploadBook();
  readonly #jobs = new Map<string, Job>();
  readonly #pool: LanePool;
  readonly #requests = new UploadRequests(() =>
    isMany(this.snapshot().filter((upload) => this.#isTravelling(upload)).length),
  );
  readonly #login = new LoginGate();
  readonly #stored: StoredFiles;
  #orders = 0;

  readonly subscribe = this.#book.subscribe;
  readonly snapshot = this.#book.snapshot;

  /** `handed` are the uploads of a tab that ran them before and is gone: they go on by themselves. */
  constructor(edges: EngineEdges, handed: readonly Upload[] = []) {
    this.#edges = edges;
    this.#stored = new StoredFiles(this.#book, edges.watch);
    const { lanes, bytesPerSecond } = edges.line.recall();
    this.#pool = new LanePool(new LaneControl(lanes), edges.now, bytesPerSecond);
    // What waited there is found again, with where the browser remembers its file.
    for (const upload of handed) if (upload.state.name !== 'waiting') this.#takeOver(upload);
    this.#startQueued();
    void this.#lookForEarlier();
  }

  take(files: readonly (NewUpload & { id: string })[]): void {
    const taken = files.map(({ id, file, purpose, slot, page }): Upload => {
      this.#newJob(id);
      return {
        ...{ id, purpose, slot, page, file },
        ...{ fileName: file.name, byteSize: file.size },
        ...{ uploadId: null, mediaId: null, isShared: false },
        state: { name: 'queued' },
      };
    });
    this.#book.add(taken);
    this.#startQueued();
  }

  pause(id: string): void {
    const upload = this.#book.get(id);
    const job = this.#jobs.get(id);
    if (!upload || !job || !canPause(upload)) return;
    this.#book.move(id, { name: 'paused', sentBytes: job.attempt.shownBytes });
    job.running?.abort(new DOMException('The upload was paused.', 'AbortError'));
    this.#startQueued();
  }

  resume(id: string): void {
    if (this.#book.get(id)?.state.name !== 'paused') return;
    this.#queueAgain(id);
  }

  pauseAll(): void {
    // The queued ones first: pausing a running one would start them.
    const uploads = this.snapshot().filter(canPause);
    for (const { id } of uploads.filter(({ state }) => state.name === 'queued')) this.pause(id);
    for (const { id } of uploads) this.pause(id);
  }

  resumeAll(): void {
    for (const { id } of this.snapshot()) this.resume(id);
  }

  cancel(id: string): void {
    const job = this.#jobs.get(id);
    const before = this.#book.get(id);
    if (!job || !this.#book.move(id, { name: 'cancelled' })) return;
    job.running?.abort(new DOMException('The upload was cancelled.', 'AbortError'));
    // The next try would have begun without it; now that there is none, it goes.
    if (before) job.attempt.earlier ??= refusedSession(before);
    this.#giveUp(job.attempt);
    this.#startQueued();
  }

  retry(id: string): void {
    const upload = this.#book.get(id);
    const job = this.#jobs.get(id);
    if (!job || upload?.state.name !== 'failed') return;
    const { failure } = upload.state;
    if (failure.during === 'processing' && upload.mediaId) {
      void this.#stored.reprocess(id, upload.mediaId);
    } else if (failure.during === 'upload' && isCode(failure.error, 'file_changed')) {
      this.#book.change(id, { file: null });
      this.#book.move(id, { name: 'waiting', needs: 'file' });
    } else {
      this.#stored.expectNoProof(id);
      this.#queueAgain(id);
    }
  }

  dismiss(id: string): void {
    this.cancel(id);
    this.#stored.leave(id);
    this.#jobs.delete(id);
    this.#book.remove(id);
  }

  release(slots: readonly string[]): void {
    for (const { id, slot } of this.snapshot()) {
      if (slot && slots.includes(slot)) this.#book.change(id, { slot: null });
    }
  }

  takeExisting(id: string): void {
    const state = this.#book.get(id)?.state;
    if (state?.name === 'duplicate') void this.#takeExisting(id, state.of.mediaId);
  }

  uploadAnyway(id: string): void {
    const job = this.#jobs.get(id);
    if (!job || this.#book.get(id)?.state.name !== 'duplicate') return;
    job.attempt.insists = true;
    this.#queueAgain(id);
  }

  goOn(id: string, file?: File): void {
    if (this.#book.get(id)?.state.name !== 'waiting') return;
    if (file) this.#goOnWith(id, file);
    else void this.#readRemembered(id, { ask: true });
  }

  signedIn(): void {
    this.#login.open();
    for (const { id, mediaId, state } of this.snapshot()) {
      if (state.name === 'processing' && mediaId) this.#stored.watch(id, mediaId);
    }
  }

  #newJob(id: string, earlier: UploadRef | null = null): Job {
    this.#orders += 1;
    const job: Job = {
      order: this.#orders,
      // Whichever tab asks, also one that took over while the answer was on its way.
      attempt: newAttempt(earlier, id),
      remembered: null,
      running: null,
    };
    this.#jobs.set(id, job);
    return job;
  }

  #takeOver(upload: Upload): void {
    const { id, uploadId, file, mediaId, state } = upload;
    const isOver = isStored(upload) || !uploadId;
    const { attempt } = this.#newJob(id, isOver ? null : { id: uploadId, token: null });
    if (!isStored(upload)) attempt.shownBytes = sentBytes(upload);
    const stays = ['paused', 'duplicate', 'processing', 'ready', 'failed', 'cancelled'];
    const goesOn: UploadState = file ? queuedAfter(attempt) : { name: 'waiting', needs: 'file' };
    this.#book.add([stays.includes(state.name) ? upload : { ...upload, state: goesOn }]);
    if (state.name === 'processing' && mediaId) this.#stored.watch(id, mediaId);
  }

  /** Uploads of an earlier visit: shown as waiting, or gone on with where the file can still be read. */
  async #lookForEarlier(): Promise<void> {
    // Looked up at the end: files may have been taken while the answer was waited for.
    const isKnown = (uploadId: string) =>
      this.snapshot().some((each) => each.uploadId === uploadId);
    const found = await findEarlier(isKnown, this.#edges, this.#login);
    for (const { upload, session, remembered } of found) {
      this.#newJob(upload.id, session).remembered = remembered;
    }
    this.#book.add(found.map(({ upload }) => upload));
    for (const { upload } of found) void this.#readRemembered(upload.id, { ask: false });
  }

  async #readRemembered(id: string, { ask }: { ask: boolean }): Promise<void> {
    const handle = this.#jobs.get(id)?.remembered?.handle;
    const found = handle ? await readAgain(handle, { ask }) : 'gone';
    if (typeof found !== 'string') this.#goOnWith(id, found);
    else this.#book.move(id, { name: 'waiting', needs: found === 'gone' ? 'file' : 'permission' });
  }

  #goOnWith(id: string, file: File): void {
    if (this.#book.get(id)?.state.name !== 'waiting') return;
    this.#book.change(id, { file });
    this.#queueAgain(id);
  }

  #queueAgain(id: string): void {
    const job = this.#jobs.get(id);
    if (job && this.#book.move(id, queuedAfter(job.attempt))) this.#startQueued();
  }

  /** What still has bytes to send: one that the server checks keeps neither lane nor room. */
  #isTravelling(upload: Upload): boolean {
    const running = this.#jobs.get(upload.id)?.running;
    return Boolean(running && !running.signal.aborted && upload.state.name !== 'verifying');
  }

  #startQueued(): void {
    const uploads = this.snapshot();
    const travelling = uploads.filter((upload) => this.#isTravelling(upload));
    const queued = uploads.filter(
      (upload) => upload.state.name === 'queued' && !this.#isTravelling(upload),
    );
    for (const upload of nextToSetOut(queued, travelling)) void this.#run(upload);
  }

  async #run({ id, file, purpose, slot }: Upload): Promise<void> {
    const job = this.#jobs.get(id);
    if (!job || !file) return;
    const running = new AbortController();
    job.running = running;
    const { signal } = running;
    const { attempt } = job;
    try {
      const outcome = await bringIn(file, purpose, attempt, {
        ...this.#contextOf(id, job, signal),
        slot,
      });
      signal.throwIfAborted();
      if ('duplicate' in outcome) this.#ask(id, outcome.duplicate);
      else {
        const { media, proven } = outcome;
        this.#book.change(id, { mediaId: media.id });
        this.#forget(id);
        startOver(attempt);
        this.#keepLine();
        this.#stored.expectProof(id, proven, () => startOver(attempt));
        this.#stored.settle(id, { ...media, stage: null, failure: media.failure ?? null });
      }
    } catch (error) {
      // A ticket that arrives after the person gave up is given back.
      if (this.#isCancelled(id)) this.#giveUp(attempt);
      if (!signal.aborted) this.#book.fail(id, error);
    } finally {
      if (job.running === running) job.running = null;
      this.#startQueued();
    }
    const { mediaId, state } = this.#book.get(id) ?? {};
    if (state?.name === 'processing' && mediaId) this.#stored.watch(id, mediaId);
  }

  #contextOf(id: string, job: Job, signal: AbortSignal): Omit<BringInContext, 'slot'> {
    return {
      ...this.#edges,
      login: this.#login,
      pool: this.#pool,
      requests: this.#requests,
      owner: id,
      order: job.order,
      get remembered() {
        return job.remembered;
      },
      signal,
      onState: (state) => {
        if (signal.aborted) return;
        this.#book.move(id, withShown(state, job.attempt));
        if (state.name === 'verifying') this.#startQueued();
      },
      onTicket: (ticket, fingerprint) => this.#remember(id, job, ticket, fingerprint),
      onEtag: (isMd5) => {
        const { remembered } = job;
        // One part that differs settles it.
        if (!remembered || remembered.etagsAreMd5 === false) return;
        if (remembered.etagsAreMd5 === isMd5) return;
        job.remembered = { ...remembered, etagsAreMd5: isMd5 };
        void this.#edges.memory.remember(job.remembered);
      },
    };
  }

  #remember(id: string, job: Job, ticket: Ticket, fingerprint: string | null): void {
    this.#book.change(id, { uploadId: ticket.id, mediaId: ticket.mediaId });
    const upload = this.#book.get(id);
    if (!upload?.file || !fingerprint) return;
    const { purpose, slot, page, fileName, byteSize, file } = upload;
    job.remembered = {
      ...{ uploadId: ticket.id, ownerId: this.#edges.ownerId },
      ...{ purpose, slot, page, fileName, byteSize, fingerprint },
      lastModifiedMs: file.lastModified,
      handle: handleOf(file),
      etagsAreMd5: null,
    };
    void this.#edges.memory.remember(job.remembered);
  }

  #forget(id: string): void {
    const { uploadId } = this.#book.get(id) ?? {};
    if (uploadId) void this.#edges.memory.forget(uploadId);
  }

  #giveUp(attempt: Attempt): void {
    giveUp(attempt, { ...this.#edges, login: this.#login });
  }

  #isCancelled(id: string): boolean {
    const state = this.#book.get(id)?.state;
    return !state || state.name === 'cancelled';
  }

  #ask(id: string, { duplicateOf: mediaId, fileName, createdAt }: Duplicate): void {
    this.#book.move(id, { name: 'duplicate', of: { mediaId, fileName, createdAt } });
  }

  async #takeExisting(id: string, mediaId: string): Promise<void> {
    try {
      const media = await getMedia(mediaId);
      // The person may have changed their mind meanwhile.
      if (this.#book.get(id)?.state.name !== 'duplicate') return;
      this.#book.change(id, { mediaId, isShared: true });
      this.#stored.settle(id, { ...media, stage: null, failure: media.failure ?? null });
      if (media.status === 'processing') this.#stored.watch(id, mediaId);
    } catch (error) {
      this.#book.fail(id, error);
    }
  }

  #keepLine(): void {
    const { lanes, bytesPerSecond, rememberedBytesPerSecond } = this.#pool;
    this.#edges.line.keep({ lanes, bytesPerSecond: bytesPerSecond ?? rememberedBytesPerSecond });
  }
}

function queuedAfter({ shownBytes }: Attempt): UploadState {
  return shownBytes > 0 ? { name: 'queued', sentBytes: shownBytes } : { name: 'queued' };
}

/** What was seen as sent stays so while addresses are asked for. */
function withShown(state: UploadState, { shownBytes }: Attempt): UploadState {
  return state.name === 'signing' && shownBytes > 0 ? { ...state, sentBytes: shownBytes } : state;
}

function isCode(error: unknown, code: AppError['code']): boolean {
  return error instanceof AppError && error.code === code;
}
