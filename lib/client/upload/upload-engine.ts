// Runs the uploads of this tab, outside React: a list of states, and what a person can do to them.
import type { FailureCode } from '#lib/shared/media-state.ts';
import type { MediaEvent } from '#lib/shared/schemas/media.ts';
import type { Purpose } from '#lib/shared/upload-policy.ts';
import type { watchMedia } from '../media-events.ts';
import { reprocessMedia } from '../media-requests.ts';
import { newId } from '../new-id.ts';
import { type Attempt, bringIn, forget } from './bring-in.ts';
import type { Transport } from './put-blob.ts';
import type { Connectivity } from './retrying.ts';
import { canMove, type Upload, type UploadState } from './upload.ts';

export type EngineEdges = {
  transport: Transport;
  connectivity: Connectivity;
  watch: typeof watchMedia;
  random: () => number;
};

type Job = Attempt & {
  running: AbortController | null;
  stopWatching: () => void;
};
export type NewUpload = { file: File; purpose: Purpose; slot: string; page: string };

const filesAtOnce = 3;

export class UploadEngine {
  readonly #edges: EngineEdges;
  readonly #jobs = new Map<string, Job>();
  readonly #listeners = new Set<() => void>();
  #uploads: readonly Upload[] = [];

  constructor(edges: EngineEdges) {
    this.#edges = edges;
  }

  /** For `useSyncExternalStore`: calls back on every change until the answered function is called. */
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The same array until something changes. */
  snapshot = (): readonly Upload[] => this.#uploads;

  /** Starts bringing a file in, or queues it behind three others. Answers its id in this tab. */
  add({ file, purpose, slot, page }: NewUpload): string {
    const id = newId();
    this.#jobs.set(id, {
      ticket: null,
      storedParts: new Set(),
      running: null,
      stopWatching: () => undefined,
    });
    const queued: UploadState = { name: 'queued' };
    this.#show([...this.#uploads, { id, file, purpose, slot, page, mediaId: null, state: queued }]);
    this.#startQueued();
    return id;
  }

  /** Stops a file that is not stored yet and deletes what the store has of it. */
  cancel(id: string): void {
    const job = this.#jobs.get(id);
    if (!job || !this.#move(id, { name: 'cancelled' })) return;
    job.running?.abort(new DOMException('The upload was cancelled.', 'AbortError'));
    if (job.ticket) forget(job.ticket.id);
    job.ticket = null;
    this.#startQueued();
  }

  /** Tries a failed one again: the upload goes on where it stopped, the processing starts over. */
  retry(id: string): void {
    const upload = this.#find(id);
    if (upload?.state.name !== 'failed') return;
    if (upload.state.failure.during === 'processing' && upload.mediaId) {
      this.#move(id, { name: 'processing', progress: 0, stage: null });
      void this.#reprocess(id, upload.mediaId);
    } else {
      this.#move(id, { name: 'queued' });
      this.#startQueued();
    }
  }

  /** Takes one off the list, whatever it does; cancels it when it is not stored yet. */
  dismiss(id: string): void {
    this.cancel(id);
    this.#jobs.get(id)?.stopWatching();
    this.#jobs.delete(id);
    this.#show(this.#uploads.filter((upload) => upload.id !== id));
  }

  /** Says that a form has taken over the files of its slots: dropping there again starts afresh. */
  release(slots: readonly string[]): void {
    this.#show(
      this.#uploads.map((upload) =>
        upload.slot && slots.includes(upload.slot) ? { ...upload, slot: null } : upload,
      ),
    );
  }

  #startQueued(): void {
    const running = [...this.#jobs.values()].filter((job) => job.running?.signal.aborted === false);
    const queued = this.#uploads.filter(({ state }) => state.name === 'queued');
    for (const upload of queued.slice(0, Math.max(0, filesAtOnce - running.length))) {
      void this.#run(upload);
    }
  }

  async #run({ id, file, purpose }: Upload): Promise<void> {
    const job = this.#jobs.get(id);
    if (!job) return;
    const running = new AbortController();
    job.running = running;
    const { signal } = running;
    try {
      const media = await bringIn(file, purpose, job, {
        ...this.#edges,
        signal,
        onState: (state) => signal.aborted || this.#move(id, state),
        onTicket: (ticket) => this.#change(id, { mediaId: ticket.mediaId }),
      });
      signal.throwIfAborted();
      this.#settle(id, { ...media, stage: null, failure: media.failure ?? null });
    } catch (error) {
      // A ticket that arrives after the person gave up is given back.
      if (signal.aborted && job.ticket) forget(job.ticket.id);
      if (!signal.aborted) this.#fail(id, error);
    } finally {
      job.running = null;
      this.#startQueued();
    }
    const { mediaId, state } = this.#find(id) ?? {};
    if (state?.name === 'processing' && mediaId) this.#watch(id, mediaId);
  }

  async #reprocess(id: string, mediaId: string): Promise<void> {
    try {
      await reprocessMedia(mediaId);
      this.#watch(id, mediaId);
    } catch (error) {
      this.#fail(id, error);
    }
  }

  #watch(id: string, mediaId: string): void {
    const job = this.#jobs.get(id);
    if (!job) return;
    job.stopWatching = this.#edges.watch(mediaId, {
      onEvent: (event) => this.#settle(id, event),
      onGone: (error) => this.#fail(id, error),
    });
  }

  #settle(id: string, { status, progress, stage, failure }: MediaEvent): void {
    if (status === 'ready') this.#move(id, { name: 'ready' });
    else if (status === 'failed') this.#failProcessing(id, failure?.code ?? 'internal');
    else this.#move(id, { name: 'processing', progress, stage });
  }

  #failProcessing(id: string, code: FailureCode): void {
    this.#move(id, { name: 'failed', failure: { during: 'processing', code } });
  }

  #fail(id: string, error: unknown): void {
    this.#move(id, { name: 'failed', failure: { during: 'upload', error } });
  }

  /** Does nothing, and answers false, when the table of moves does not have this one. */
  #move(id: string, state: UploadState): boolean {
    const upload = this.#find(id);
    if (!upload || !canMove(upload.state.name, state.name)) return false;
    this.#change(id, { state });
    return true;
  }

  #change(id: string, change: Partial<Upload>): void {
    this.#show(
      this.#uploads.map((upload) => (upload.id === id ? { ...upload, ...change } : upload)),
    );
  }

  #find(id: string): Upload | undefined {
    return this.#uploads.find((upload) => upload.id === id);
  }

  #show(uploads: readonly Upload[]): void {
    this.#uploads = uploads;
    for (const listener of this.#listeners) listener();
  }
}
