// Watches the processing of media: the server's events, and polling where they do not come through.
import { AppError, isPermanent } from '#lib/shared/errors.ts';
import { api } from '#lib/shared/paths.ts';
import { type MediaEvent, mediaEventSchema } from '#lib/shared/schemas/media.ts';
import { getMediaStates } from './media-requests.ts';
import { ProcessingClock } from './processing-clock.ts';
import { coalesced } from './upload/coalesce.ts';

/** `secondsLeft`: of the processing; null while nobody can tell. */
export type WatchedEvent = MediaEvent & { secondsLeft: number | null };

export type MediaWatcher = {
  onEvent: (event: WatchedEvent) => void;
  /** The media is gone or not this person's to see; nothing follows. */
  onGone: (error: AppError) => void;
};

/** Proxies may hold events back, so silence is checked on. */
const silenceMs = 15_000;
const pollMs = 3_000;
/** HTTP/1.1 gives a site six connections; events must not take them all. */
const connectionsAtMost = 3;

const askedAtOnce = 100;
/** Everyone who looks at the same moment shares a request. Null: the media is gone. */
const askState = coalesced(async (ids: string[]) => {
  const states = await getMediaStates(ids);
  return ids.map((id) => ({ value: states.get(id) ?? null }));
}, askedAtOnce);

const watches = new Map<string, MediaWatch>();
let connections = 0;

/**
 * Reports how a media goes on until it is ready or failed, or until the answered function is called.
 * Everyone watching the same media shares one connection.
 */
export function watchMedia(id: string, watcher: MediaWatcher): () => void {
  const watch = watches.get(id) ?? new MediaWatch(id);
  return watch.add(watcher);
}

class MediaWatch {
  readonly #id: string;
  readonly #watchers = new Set<MediaWatcher>();
  readonly #events: EventSource | null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #clock = new ProcessingClock();
  #last: WatchedEvent | null = null;
  #isOver = false;

  constructor(id: string) {
    this.#id = id;
    this.#events = connections < connectionsAtMost ? new EventSource(api.mediaEvents(id)) : null;
    if (this.#events) connections += 1;
    for (const name of ['status', 'progress']) {
      this.#events?.addEventListener(name, ({ data }: MessageEvent<string>) => {
        const event = mediaEventSchema.safeParse(parseJson(data));
        if (event.success) this.#hear(event.data);
      });
    }
    // Closed for good (an answer that is no event stream): polling takes over.
    this.#events?.addEventListener('error', () => {
      if (this.#events?.readyState === EventSource.CLOSED) this.#lookLater();
    });
    watches.set(id, this);
    this.#lookLater();
  }

  add(watcher: MediaWatcher): () => void {
    this.#watchers.add(watcher);
    if (this.#last) watcher.onEvent(this.#last);
    return () => {
      this.#watchers.delete(watcher);
      if (this.#watchers.size === 0) this.#end();
    };
  }

  #lookLater(): void {
    clearTimeout(this.#timer);
    const isConnected = this.#events && this.#events.readyState !== EventSource.CLOSED;
    if (this.#isOver) return;
    // On the same beat for all, so that five hundred files are a handful of requests.
    const toNextBeatMs = pollMs - (Date.now() % pollMs);
    this.#timer = setTimeout(() => this.#look(), isConnected ? silenceMs : toNextBeatMs);
  }

  async #look(): Promise<void> {
    try {
      const state = await askState(this.#id);
      if (state) this.#hear(state);
      else this.#lose(new AppError('not_found', 'There is no such media.'));
    } catch (error) {
      if (error instanceof AppError && isPermanent(error)) this.#lose(error);
      else this.#lookLater();
    }
  }

  #hear({ status, progress, stage, failure }: MediaEvent): void {
    if (this.#isOver) return;
    const heard = { status, progress, stage, failure };
    const event = { ...heard, secondsLeft: this.#clock.hear(heard, Date.now()) };
    this.#last = event;
    const watchers = [...this.#watchers];
    if (status === 'ready' || status === 'failed') this.#end();
    else this.#lookLater();
    for (const watcher of watchers) watcher.onEvent(event);
  }

  #lose(error: AppError): void {
    if (this.#isOver) return;
    this.#end();
    for (const watcher of this.#watchers) watcher.onGone(error);
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    if (this.#events) connections -= 1;
    this.#events?.close();
    if (watches.get(this.#id) === this) watches.delete(this.#id);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
