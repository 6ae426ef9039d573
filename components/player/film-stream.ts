// Gives a <video> its film: HLS through hls.js, the browser's own HLS on Apple's, else a file. When
// better sources come, what plays goes on from them at the same moment. It knows no React.
import type Hls from 'hls.js';
import { holdFrame, releaseFrame } from './last-frame.ts';
import { continueFrom, type Moment, momentOf } from './moment.ts';

export type StreamSources = {
  hls?: string;
  /** Seconds `hls` will have once it is whole, while it still grows. */
  growsTo?: number;
  /** For when there is no HLS or it cannot be played: the MP4, or the original before there is one. */
  file?: string;
};
export type Quality = { index: number; height: number };
export type StreamState = {
  qualities: readonly Quality[];
  /** -1 lets the player choose. */
  quality: number;
  /** It grows, and all there is of it has been watched: it goes on by itself. */
  hasCaughtUp: boolean;
  hasFailed: boolean;
  /** The browser reads the stream itself, and with it the captions its master names. */
  bringsCaptions: boolean;
};

export const automatic = -1;
export const initialState: StreamState = {
  ...{ qualities: [], quality: automatic },
  ...{ hasCaughtUp: false, hasFailed: false, bringsCaptions: false },
};

/** What answers 404 is not there the next time either. */
const gone = 404;
const hlsType = 'application/vnd.apple.mpegurl';
/** A stream that breaks again this soon will not get better by loading it again. */
const reloadPauseMs = 10_000;
/** Whoever is this close to the end of a stream that grows waits for the encoder, not for the line. */
const caughtUpSeconds = 1;

type Source = { url: string; growsTo: number | undefined };
type Stage = { video: HTMLVideoElement; lastFrame: HTMLCanvasElement };

export class FilmStream {
  readonly #video: HTMLVideoElement;
  readonly #lastFrame: HTMLCanvasElement;
  readonly #tell: (state: StreamState) => void;
  #state = initialState;
  /** The one that feeds the element. */
  #hls: Hls | null = null;
  /** Ends what belongs to the sources of now when others come. */
  #turn = new AbortController();
  /** Where to go on, until the source that was put in has got there. */
  #goal: Moment | null = null;

  constructor({ video, lastFrame }: Stage, tell: (state: StreamState) => void) {
    this.#video = video;
    this.#lastFrame = lastFrame;
    this.#tell = tell;
  }

  /** Moves to these sources. What plays now plays on until they can. */
  take({ hls, file, growsTo }: StreamSources): void {
    this.#turn.abort();
    this.#turn = new AbortController();
    const { signal } = this.#turn;
    const playFile = () => this.#playFile(file, signal);
    const isApple = /apple/i.test(navigator.vendor);
    if (!hls) playFile();
    else if (isApple && this.#video.canPlayType(hlsType)) this.#playOwnHls(hls, playFile, signal);
    else this.#playHls({ url: hls, growsTo }, playFile, signal).catch(playFile);
  }

  chooseQuality(index: number): void {
    if (this.#hls) this.#hls.nextLevel = index;
    this.#change({ quality: index });
  }

  /** Leaves the element empty. */
  end(): void {
    this.#turn.abort();
    this.#hls?.destroy();
    this.#hls = null;
    this.#goal = null;
    this.#video.removeAttribute('src');
    this.#video.load();
    releaseFrame(this.#lastFrame);
  }

  #playFile(url: string | undefined, signal: AbortSignal): void {
    if (signal.aborted) return;
    const fail = () => this.#change({ hasFailed: true });
    if (!url) {
      fail();
      return;
    }
    this.#replace(signal, () => {
      this.#video.src = url;
      this.#video.addEventListener('error', fail, { signal });
      // A browser that knows the codec of the sound alone plays that, and calls it no error.
      const look = () => this.#video.videoWidth === 0 && fail();
      this.#video.addEventListener('loadedmetadata', look, { signal });
    });
  }

  #playOwnHls(url: string, playFile: () => void, signal: AbortSignal): void {
    this.#replace(signal, () => {
      this.#video.src = url;
      this.#video.addEventListener('error', playFile, { once: true, signal });
    });
    this.#change({ bringsCaptions: true });
  }

  async #playHls(source: Source, playFile: () => void, signal: AbortSignal): Promise<void> {
    const { url, growsTo } = source;
    const { default: HlsPlayer } = await import('hls.js');
    if (signal.aborted) return;
    if (!HlsPlayer.isSupported()) {
      if (!this.#video.canPlayType(hlsType)) return playFile();
      return this.#playOwnHls(url, playFile, signal);
    }
    const before = this.#moment();
    const player = new HlsPlayer({
      capLevelToPlayerSize: true,
      // From its beginning: it is taken for a live broadcast, which one enters where it is.
      ...(growsTo && { startPosition: 0, liveSyncDurationCount: 1 }),
      // Captions are <track> elements, for every source alike.
      subtitleTrackController: undefined,
      subtitleStreamController: undefined,
      timelineController: undefined,
      // The first segment comes while the old source is still being watched.
      ...(before && { startPosition: before.atSeconds, startFragPrefetch: true }),
    });
    const discard = () => player !== this.#hls && player.destroy();
    signal.addEventListener('abort', discard);
    let reloadedAtMs = 0;
    player.on(HlsPlayer.Events.ERROR, (_, { fatal, type, response }) => {
      if (!fatal) return;
      const isFresh = Date.now() - reloadedAtMs < reloadPauseMs;
      reloadedAtMs = Date.now();
      if (isFresh || response?.code === gone) {
        discard();
        return playFile();
      }
      if (type === HlsPlayer.ErrorTypes.MEDIA_ERROR) return player.recoverMediaError();
      // The signed addresses in an old playlist run out: a new one brings new addresses.
      player.config.startPosition = this.#video.currentTime;
      player.loadSource(url);
    });
    const offerQualities = () => {
      if (player !== this.#hls) return;
      this.#change({ qualities: player.levels.map(({ height }, index) => ({ index, height })) });
    };
    const attach = () => {
      this.#replace(signal, () => {
        this.#hls = player;
        // What there is so far would be shown as the length of the film.
        const overrides = { duration: growsTo };
        player.attachMedia(growsTo ? { media: this.#video, overrides } : this.#video);
      });
      offerQualities();
      if (growsTo) this.#tellOfWaiting(player, signal);
    };
    player.on(HlsPlayer.Events.MANIFEST_PARSED, offerQualities);
    player.loadSource(url);
    if (!before) return attach();
    player.on(HlsPlayer.Events.FRAG_LOADED, (_, { frag }) => {
      if (frag.type === 'main' && player !== this.#hls) attach();
    });
  }

  #tellOfWaiting(player: Hls, signal: AbortSignal): void {
    const wait = () => {
      const end = player.latestLevelDetails?.edge ?? 0;
      this.#change({ hasCaughtUp: end - this.#video.currentTime < caughtUpSeconds });
    };
    const goOn = () => this.#state.hasCaughtUp && this.#change({ hasCaughtUp: false });
    this.#video.addEventListener('waiting', wait, { signal });
    for (const news of ['playing', 'seeked', 'ended', 'emptied']) {
      this.#video.addEventListener(news, goOn, { signal });
    }
  }

  /** Puts another source in, with the last picture over it until it has come to the same moment. */
  #replace(signal: AbortSignal, put: () => void): void {
    const moment = this.#moment();
    if (moment) holdFrame(this.#video, this.#lastFrame);
    this.#hls?.destroy();
    this.#hls = null;
    put();
    this.#change(initialState);
    if (!moment) return;
    this.#goal = moment;
    continueFrom(this.#video, moment, {
      signal,
      onShown: () => {
        this.#goal = null;
        releaseFrame(this.#lastFrame);
      },
    });
  }

  /** An element that has not got to its goal says that it is at the beginning. */
  #moment(): Moment | null {
    const moment = momentOf(this.#video);
    return moment && this.#goal ? { ...this.#goal, isPlaying: moment.isPlaying } : moment;
  }

  #change(change: Partial<StreamState>): void {
    this.#state = { ...this.#state, ...change };
    this.#tell(this.#state);
  }
}
