// For tests: the tabs of a browser with their locks and channels, and an engine that does as told.
import type { NamedUpload, OwnedEngine } from './queue-commands.ts';
import type { Channel, QueueMessage } from './queue-messages.ts';
import { createSharedQueue, type SharedQueue, type SharedQueueEdges } from './shared-queue.ts';
import type { Upload } from './upload.ts';

/** Notes what is asked of it; a test says how uploads go on. */
export class FakeEngine implements OwnedEngine {
  readonly calls: unknown[][] = [];
  readonly handed: readonly Upload[];
  readonly #listeners = new Set<() => void>();
  #uploads: readonly Upload[];

  constructor(handed: readonly Upload[]) {
    this.handed = handed;
    this.#uploads = handed;
  }

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  snapshot = () => this.#uploads;

  take(files: readonly NamedUpload[]): void {
    this.calls.push(['take', ...files.map(({ id }) => id)]);
    for (const { file, ...rest } of files) {
      const about = { fileName: file.name, byteSize: file.size, file, isShared: false };
      const ids = { uploadId: null, mediaId: null };
      this.show([...this.#uploads, { ...rest, ...about, ...ids, state: { name: 'queued' } }]);
    }
  }

  pause = (id: string) => this.#note('pause', id);
  resume = (id: string) => this.#note('resume', id);
  pauseAll = () => this.#note('pauseAll');
  resumeAll = () => this.#note('resumeAll');
  cancel = (id: string) => this.#note('cancel', id);
  retry = (id: string) => this.#note('retry', id);
  dismiss(id: string): void {
    this.#note('dismiss', id);
    this.show(this.#uploads.filter((upload) => upload.id !== id));
  }
  release = (slots: readonly string[]) => this.#note('release', ...slots);
  takeExisting = (id: string) => this.#note('takeExisting', id);
  uploadAnyway = (id: string) => this.#note('uploadAnyway', id);
  goOn = (id: string, file?: File) => this.#note('goOn', id, file);
  signedIn = () => this.#note('signedIn');

  change(id: string, change: Partial<Upload>): void {
    this.show(this.#uploads.map((each) => (each.id === id ? { ...each, ...change } : each)));
  }

  show(uploads: readonly Upload[]): void {
    this.#uploads = uploads;
    for (const listener of this.#listeners) listener();
  }

  #note(...call: unknown[]): void {
    this.calls.push(call);
  }
}

type Request = { name: string; tab: FakeTab; run: () => unknown; isHeld: boolean };
type Listener = { tab: FakeTab; name: string; hear: (event: MessageEvent) => void };

export type FakeTab = {
  queue: SharedQueue;
  /** Null while another tab runs the uploads. */
  engine: FakeEngine | null;
  isDead: boolean;
  leave: () => void;
};

/** Locks are granted and messages arrive 1 ms later, so tests need fake timers. */
export class FakeBrowser {
  readonly messages: QueueMessage[] = [];
  /** Which messages never arrive. */
  loses: (message: QueueMessage) => boolean = () => false;
  #requests: Request[] = [];
  #listeners: Listener[] = [];

  openTab(userId = 'ana', change: Partial<SharedQueueEdges> = {}): FakeTab {
    const tab: Omit<FakeTab, 'queue'> & { queue: SharedQueue | null } = {
      queue: null,
      engine: null,
      isDead: false,
      leave: () => undefined,
    };
    tab.queue = createSharedQueue({
      userId,
      locks: this.#locks(tab as FakeTab),
      openChannel: (name) => this.#channel(name, tab as FakeTab),
      startEngine: (handed) => {
        tab.engine = new FakeEngine(handed);
        return tab.engine;
      },
      readRemembered: async () => null,
      onLeaving: (leave) => {
        tab.leave = leave;
      },
      ...change,
    });
    return tab as FakeTab;
  }

  /** As when its process ends: without a word. */
  kill(tab: FakeTab): void {
    tab.isDead = true;
    this.#requests = this.#requests.filter((each) => each.tab !== tab);
    this.#grant();
  }

  #locks(tab: FakeTab): SharedQueueEdges['locks'] {
    const request = async (name: string, run: () => unknown) => {
      this.#requests.push({ name, tab, run, isHeld: false });
      this.#grant();
    };
    const query = async () => ({
      held: this.#requests.filter(({ isHeld }) => isHeld).map(({ name }) => ({ name })),
      pending: this.#requests.filter(({ isHeld }) => !isHeld).map(({ name }) => ({ name })),
    });
    return { request, query } as unknown as SharedQueueEdges['locks'];
  }

  #grant(): void {
    setTimeout(() => {
      for (const next of this.#requests) {
        if (this.#requests.some(({ name, isHeld }) => isHeld && name === next.name)) continue;
        next.isHeld = true;
        void Promise.resolve(next.run()).then(() => {
          this.#requests = this.#requests.filter((each) => each !== next);
          this.#grant();
        });
      }
    }, 1);
  }

  #channel(name: string, tab: FakeTab): Channel {
    return {
      addEventListener: (_: string, hear: unknown) => {
        this.#listeners.push({ tab, name, hear: hear as Listener['hear'] });
      },
      close: () => {
        this.#listeners = this.#listeners.filter((each) => each.tab !== tab);
      },
      postMessage: (message) => {
        if (tab.isDead) return;
        this.messages.push(message);
        if (this.loses(message)) return;
        for (const listener of this.#listeners) {
          if (listener.tab === tab || listener.name !== name) continue;
          const data = structuredClone(message);
          setTimeout(() => {
            if (!listener.tab.isDead) listener.hear(new MessageEvent('message', { data }));
          }, 1);
        }
      },
    };
  }
}
