// The tab that runs the uploads: does what other tabs ask, and keeps them up to date.
import { decodeCommand, type OwnedEngine, runCommand } from './queue-commands.ts';
import type { QueueMessage } from './queue-messages.ts';
import type { Upload } from './upload.ts';
import { encodeUpload } from './upload-wire.ts';

/** How often mere progress is told; everything else is told at once. */
const progressEveryMs = 200;

type Post = (message: QueueMessage) => void;

export class QueueOwner {
  readonly #tab: string;
  readonly #engine: OwnedEngine;
  readonly #post: Post;
  /** A command is repeated by a tab that cannot know it was heard. */
  readonly #done = new Set<string>();
  #posted = new Map<string, Upload>();
  #postedAtMs = Number.NEGATIVE_INFINITY;
  #isFlushing = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Tells all tabs at once who the owner is, and what there is. */
  constructor(tab: string, engine: OwnedEngine, post: Post) {
    this.#tab = tab;
    this.#engine = engine;
    this.#post = post;
    this.#tellAll(null);
    this.#remember(engine.snapshot());
    engine.subscribe(() => this.#changed());
  }

  hear(message: QueueMessage): void {
    if (message.kind === 'hello') this.#tellAll(message.from);
    if (message.kind !== 'command') return;
    const { from, id, command } = message;
    if (!this.#done.has(id)) {
      this.#done.add(id);
      runCommand(this.#engine, decodeCommand(command));
      this.#flush();
    }
    this.#post({ kind: 'done', from: this.#tab, to: from, id });
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #tellAll(to: string | null): void {
    const uploads = this.#engine.snapshot().map((upload) => encodeUpload(upload));
    this.#post({ kind: 'all', from: this.#tab, to, uploads });
  }

  #changed(): void {
    const waitMs = this.#isUrgent() ? 0 : this.#postedAtMs + progressEveryMs - Date.now();
    if (waitMs > 0) {
      this.#timer ??= setTimeout(() => this.#flush(), waitMs);
    } else if (!this.#isFlushing) {
      // Many changes made in one go, such as a drop of 500 files, make one message.
      this.#isFlushing = true;
      queueMicrotask(() => this.#flush());
    }
  }

  #isUrgent(): boolean {
    const uploads = this.#engine.snapshot();
    const posted = [...this.#posted.values()];
    return (
      uploads.length !== posted.length ||
      uploads.some((upload, index) => !isSameButProgress(posted[index], upload))
    );
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isFlushing = false;
    const uploads = this.#engine.snapshot();
    const changed = uploads.filter((upload) => this.#posted.get(upload.id) !== upload);
    const ids = uploads.map(({ id }) => id);
    const postedIds = [...this.#posted.keys()];
    const isSameOrder =
      ids.length === postedIds.length && ids.every((id, index) => id === postedIds[index]);
    if (changed.length === 0 && isSameOrder) return;
    this.#post({
      kind: 'changes',
      from: this.#tab,
      uploads: changed.map((upload) => encodeUpload(upload, this.#posted.get(upload.id))),
      order: isSameOrder ? null : ids,
    });
    this.#remember(uploads);
  }

  #remember(uploads: readonly Upload[]): void {
    this.#posted = new Map(uploads.map((upload) => [upload.id, upload]));
    this.#postedAtMs = Date.now();
  }
}

function isSameButProgress(before: Upload | undefined, after: Upload): boolean {
  if (before === after) return true;
  return (
    before?.state.name === after.state.name &&
    waitingForOf(before) === waitingForOf(after) &&
    (Object.keys(after) as (keyof Upload)[]).every(
      (key) => key === 'state' || before[key] === after[key],
    )
  );
}

function waitingForOf({ state }: Upload): unknown {
  return 'waitingFor' in state ? state.waitingFor : null;
}
