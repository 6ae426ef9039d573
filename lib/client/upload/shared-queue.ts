// One queue for all tabs of a person: one tab runs it, the others show it, and one takes over.
import { newId } from '../new-id.ts';
import { type Command, type OwnedEngine, runCommand } from './queue-commands.ts';
import type { Channel, QueueMessage } from './queue-messages.ts';
import { QueueMirror } from './queue-mirror.ts';
import { QueueOwner } from './queue-owner.ts';
import type { Upload } from './upload.ts';
import type { UploadQueue } from './upload-queue.ts';

export type { OwnedEngine } from './queue-commands.ts';

export type QueueRole = 'deciding' | 'owner' | 'mirror';

export type SharedQueue = UploadQueue & {
  /** Its changes are told to whoever subscribed. */
  role(): QueueRole;
  /**
   * Whether the uploads go on when this tab is closed: another one would take over. Known a moment
   * late; its changes are told to whoever subscribed.
   */
  hasOtherTabs(): boolean;
  /** For another person in the same tab. Stopping the engine is up to whoever started it. */
  close(): void;
};

export type SharedQueueEdges = {
  /** Each person has their own queue. */
  userId: string;
  /** Null on plain http pages: then every tab runs its own. */
  locks: Pick<LockManager, 'request' | 'query'> | null;
  openChannel: (name: string) => Channel;
  /** `handed` is what a tab that closed or crashed was doing, files included. */
  startEngine: (handed: readonly Upload[]) => OwnedEngine;
  /**
   * Asks to read the file remembered for that session; null when it could not be had. Only the tab
   * that was clicked in can ask.
   */
  readRemembered: (uploadId: string) => Promise<File | null>;
  /** Calls back when the tab is about to close. */
  onLeaving: (leave: () => void) => void;
};

/** The tabs of a real browser. */
export const browserTabs = {
  get locks() {
    return navigator.locks ?? null;
  },
  openChannel: (name: string): Channel => new BroadcastChannel(name),
  onLeaving: (leave: () => void) => addEventListener('pagehide', leave),
};

const countTabsEveryMs = 2_000;
/** A lock is free a moment after its tab said goodbye. */
const afterGoodbyeMs = 300;

export function createSharedQueue(edges: SharedQueueEdges): SharedQueue {
  return new TabQueue(edges);
}

class TabQueue implements SharedQueue {
  readonly #edges: SharedQueueEdges;
  readonly #tab = newId();
  readonly #name: string;
  readonly #channel: Channel | null;
  readonly #mirror: QueueMirror;
  readonly #listeners = new Set<() => void>();
  readonly #closing = Promise.withResolvers<void>();
  #counting: ReturnType<typeof setInterval> | undefined;
  #engine: OwnedEngine | null = null;
  #owner: QueueOwner | null = null;
  #hasOtherTabs = false;
  #isClosed = false;

  constructor(edges: SharedQueueEdges) {
    this.#edges = edges;
    this.#name = `cutroom-uploads:${edges.userId}`;
    this.#channel = edges.locks && edges.openChannel(this.#name);
    this.#channel?.addEventListener('message', (event) => this.#hear(event.data));
    this.#mirror = new QueueMirror(this.#tab, this.#post, this.#tell);
    if (edges.locks) this.#join(edges.locks);
    else this.#own();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  snapshot = (): readonly Upload[] => (this.#engine ?? this.#mirror).snapshot();
  role = (): QueueRole => {
    if (this.#engine) return 'owner';
    return this.#mirror.hasOwner ? 'mirror' : 'deciding';
  };
  hasOtherTabs = (): boolean => this.#hasOtherTabs;

  add: UploadQueue['add'] = (files) => {
    const named = files.map((each) => ({ ...each, id: newId() }));
    this.#do({ name: 'take', files: named });
    return named.map(({ id }) => id);
  };
  goOn: UploadQueue['goOn'] = (id, file) => {
    const uploadId = this.snapshot().find((upload) => upload.id === id)?.uploadId;
    if (this.#engine || file || !uploadId) this.#do({ name: 'goOn', upload: id, file });
    else void this.#goOnHere(id, uploadId);
  };
  release: UploadQueue['release'] = (slots) => this.#do({ name: 'release', slots });
  pause = (upload: string) => this.#do({ name: 'pause', upload });
  resume = (upload: string) => this.#do({ name: 'resume', upload });
  cancel = (upload: string) => this.#do({ name: 'cancel', upload });
  retry = (upload: string) => this.#do({ name: 'retry', upload });
  dismiss = (upload: string) => this.#do({ name: 'dismiss', upload });
  takeExisting = (upload: string) => this.#do({ name: 'takeExisting', upload });
  uploadAnyway = (upload: string) => this.#do({ name: 'uploadAnyway', upload });
  pauseAll = () => this.#do({ name: 'pauseAll' });
  resumeAll = () => this.#do({ name: 'resumeAll' });
  signedIn = () => this.#do({ name: 'signedIn' });

  close = (): void => {
    if (this.#isClosed) return;
    this.#post({ kind: 'bye', from: this.#tab });
    this.#isClosed = true;
    clearInterval(this.#counting);
    this.#owner?.close();
    this.#channel?.close();
    this.#closing.resolve();
    this.#listeners.clear();
  };

  #join(locks: Pick<LockManager, 'request' | 'query'>): void {
    // Held until the tab closes or crashes; then the next in line gets it.
    const holding = locks.request(this.#name, () => {
      if (this.#isClosed) return;
      this.#own();
      return this.#closing.promise;
    });
    // Where locks are refused, each tab is on its own.
    holding.catch(() => {
      if (!this.#engine && !this.#isClosed) this.#own();
    });
    this.#edges.onLeaving(() => this.#post({ kind: 'bye', from: this.#tab }));
    this.#counting = setInterval(() => {
      if (this.snapshot().length > 0) void this.#countTabs();
    }, countTabsEveryMs);
    void this.#countTabs();
  }

  #own(): void {
    const { uploads, commands } = this.#mirror.handOver();
    const engine = this.#edges.startEngine(uploads);
    for (const command of commands) runCommand(engine, command);
    this.#engine = engine;
    engine.subscribe(this.#tell);
    if (this.#channel) this.#owner = new QueueOwner(this.#tab, engine, this.#post);
    void this.#countTabs();
    this.#tell();
  }

  #do(command: Command): void {
    if (this.#engine) runCommand(this.#engine, command);
    else this.#mirror.ask(command);
  }

  async #goOnHere(upload: string, uploadId: string): Promise<void> {
    const file = await this.#edges.readRemembered(uploadId);
    this.#do({ name: 'goOn', upload, file: file ?? undefined });
  }

  #hear(message: QueueMessage): void {
    if (message.kind === 'hello') void this.#countTabs();
    if (message.kind === 'bye') setTimeout(() => void this.#countTabs(), afterGoodbyeMs);
    (this.#owner ?? this.#mirror).hear(message);
  }

  async #countTabs(): Promise<void> {
    const state = await this.#edges.locks?.query().catch(() => null);
    const locks = [...(state?.held ?? []), ...(state?.pending ?? [])];
    const hasOtherTabs = locks.filter(({ name }) => name === this.#name).length > 1;
    if (hasOtherTabs === this.#hasOtherTabs) return;
    this.#hasOtherTabs = hasOtherTabs;
    this.#tell();
  }

  readonly #post = (message: QueueMessage): void => {
    if (!this.#isClosed) this.#channel?.postMessage(message);
  };

  readonly #tell = (): void => {
    for (const listener of this.#listeners) listener();
  };
}
