import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FilmStream, type StreamState } from './film-stream.ts';

type Config = { startPosition?: number; liveSyncDurationCount?: number };
type Heard = (name: string, data: Record<string, unknown>) => void;

/** hls.js as far as the stream sees it: what it is told is kept, what it says comes from the test. */
class FakeHls {
  static readonly Events = {
    ERROR: 'error',
    MANIFEST_PARSED: 'manifest',
    FRAG_LOADED: 'fragment',
  };
  static readonly ErrorTypes = { MEDIA_ERROR: 'media' };
  static readonly all: FakeHls[] = [];
  static isSupported = () => true;

  readonly config: Config;
  readonly loaded: string[] = [];
  readonly levels = [{ height: 360 }, { height: 720 }];
  nextLevel = -1;
  latestLevelDetails: { edge: number } | null = null;
  attachedTo: unknown = null;
  isDestroyed = false;
  readonly #listeners = new Map<string, Heard>();

  constructor(config: Config) {
    this.config = config;
    FakeHls.all.push(this);
  }
  on(name: string, listener: Heard) {
    this.#listeners.set(name, listener);
  }
  says(name: string, data: Record<string, unknown> = {}) {
    this.#listeners.get(name)?.(name, data);
  }
  loadSource(url: string) {
    this.loaded.push(url);
  }
  attachMedia(video: unknown) {
    this.attachedTo = video;
  }
  destroy() {
    this.isDestroyed = true;
  }
}

vi.mock('hls.js', () => ({ default: FakeHls }));
vi.mock('./last-frame.ts', () => ({ holdFrame: vi.fn(), releaseFrame: vi.fn() }));

/** A <video> that loads whatever it is given, and plays when it is told. */
class FakeVideo extends EventTarget {
  src = '';
  currentTime = 0;
  paused = true;
  ended = false;
  playbackRate = 1;
  networkState = 0;
  readyState = 0;
  seeking = false;
  videoWidth = 640;
  canPlayType = () => '';
  load = vi.fn();
  removeAttribute = () => {
    this.src = '';
  };
  play = async () => {
    this.paused = false;
  };
  /** Somebody watches it. */
  watched(atSeconds: number) {
    Object.assign(this, { networkState: 2, readyState: 4, paused: false, currentTime: atSeconds });
  }
}

let video: FakeVideo;
let stream: FilmStream;
let state: StreamState | undefined;
const hlsAt = (index: number) => {
  const player = FakeHls.all[index];
  if (!player) throw new Error('no such player');
  return player;
};
const untilPlayers = (count: number) =>
  vi.waitUntil(() => FakeHls.all.length === count && hlsAt(count - 1).loaded.length > 0, 10_000);

beforeEach(() => {
  vi.stubGlobal('navigator', { vendor: 'Google Inc.' });
  FakeHls.all.length = 0;
  state = undefined;
  video = new FakeVideo();
  const stage = { video: video as unknown as HTMLVideoElement, lastFrame: {} as HTMLCanvasElement };
  stream = new FilmStream(stage, (told) => {
    state = told;
  });
});
afterEach(() => vi.unstubAllGlobals());

test('without HLS it plays the file, and says when that cannot be played', () => {
  stream.take({ file: '/original' });
  expect(video.src).toBe('/original');
  video.dispatchEvent(new Event('loadedmetadata'));
  expect(state?.hasFailed).toBe(false);
  video.dispatchEvent(new Event('error'));
  expect(state?.hasFailed).toBe(true);
});

test('a file of which a browser plays the sound alone cannot be played', () => {
  stream.take({ file: '/original' });
  video.videoWidth = 0;
  video.dispatchEvent(new Event('loadedmetadata'));
  expect(state?.hasFailed).toBe(true);
});

test('nothing to play is a failure', () => {
  stream.take({});
  expect(state?.hasFailed).toBe(true);
});

test('the original plays on until the better version has its first piece, which begins at the same moment', async () => {
  stream.take({ file: '/original' });
  video.watched(12.4);
  stream.take({ hls: '/hls', file: '/mp4' });
  await untilPlayers(1);
  const player = hlsAt(0);
  expect(player.config.startPosition).toBe(12.4);
  player.says('manifest');
  expect(player.attachedTo).toBeNull();
  expect(video.src).toBe('/original');
  expect(state?.qualities).toEqual([]);

  player.says('fragment', { frag: { type: 'main' } });
  expect(player.attachedTo).toBe(video);
  expect(state?.qualities).toEqual([
    { index: 0, height: 360 },
    { index: 1, height: 720 },
  ]);
  Object.assign(video, { readyState: 1, currentTime: 0 });
  video.dispatchEvent(new Event('loadedmetadata'));
  expect(video).toMatchObject({ currentTime: 12.4, paused: false });
});

test('what has not begun gets its HLS at once', async () => {
  stream.take({ hls: '/hls', file: '/mp4' });
  await untilPlayers(1);
  expect(hlsAt(0).attachedTo).toBe(video);
  stream.chooseQuality(1);
  expect(hlsAt(0).nextLevel).toBe(1);
  expect(state?.quality).toBe(1);
});

test('a stream that breaks is loaded again once, then the file takes its place', async () => {
  stream.take({ hls: '/hls', file: '/mp4' });
  await untilPlayers(1);
  const player = hlsAt(0);
  player.says('error', { fatal: false, type: 'network' });
  expect(player.loaded).toHaveLength(1);
  player.says('error', { fatal: true, type: 'network' });
  expect(player.loaded).toEqual(['/hls', '/hls']);
  player.says('error', { fatal: true, type: 'network' });
  expect(player.isDestroyed).toBe(true);
  expect(video.src).toBe('/mp4');
});

describe('a stream that grows', () => {
  const growing = { hls: '/early.m3u8', growsTo: 60 };
  async function grown(): Promise<FakeHls> {
    stream.take(growing);
    await untilPlayers(1);
    return hlsAt(0);
  }

  test('is played from its beginning, and says how long it will be', async () => {
    const player = await grown();
    expect(player.config.startPosition).toBe(0);
    expect(player.attachedTo).toEqual({ media: video, overrides: { duration: 60 } });
  });

  test('goes on from where somebody is', async () => {
    stream.take({ file: '/original' });
    video.watched(7.5);
    const player = await grown();
    expect(player.config.startPosition).toBe(7.5);
  });

  test('says that the rest is still being made, only at its end, and until it goes on', async () => {
    const player = await grown();
    player.latestLevelDetails = { edge: 12 };
    video.watched(5);
    video.dispatchEvent(new Event('waiting'));
    expect(state?.hasCaughtUp).toBe(false);
    video.watched(11.9);
    video.dispatchEvent(new Event('waiting'));
    expect(state?.hasCaughtUp).toBe(true);
    video.dispatchEvent(new Event('playing'));
    expect(state?.hasCaughtUp).toBe(false);
  });

  test('stays in view when it has gone, until the better one has its first piece', async () => {
    const player = await grown();
    video.watched(20);
    player.says('error', { fatal: true, type: 'network', response: { code: 404 } });
    expect(state?.hasFailed).toBe(true);
    expect(player.loaded).toHaveLength(1);
    expect(player.isDestroyed).toBe(false);
    stream.take({ hls: '/master', file: '/mp4' });
    await untilPlayers(2);
    expect(hlsAt(1).config.startPosition).toBe(20);
    expect(player.isDestroyed).toBe(false);
    hlsAt(1).says('fragment', { frag: { type: 'main' } });
    expect(player.isDestroyed).toBe(true);
    expect(state).toMatchObject({ hasFailed: false, hasCaughtUp: false });
  });
});

test('sources that are overtaken before they were ready are let go', async () => {
  stream.take({ file: '/original' });
  video.watched(3);
  stream.take({ hls: '/first', file: '/mp4' });
  await untilPlayers(1);
  stream.take({ hls: '/second', file: '/mp4' });
  expect(hlsAt(0).isDestroyed).toBe(true);
  await untilPlayers(2);
  stream.end();
  expect(hlsAt(1).isDestroyed).toBe(true);
  expect(video.src).toBe('');
});

test('what the browser reads itself brings its captions, a file that takes its place does not', () => {
  vi.stubGlobal('navigator', { vendor: 'Apple Computer, Inc.' });
  video.canPlayType = () => 'maybe';
  stream.take({ hls: '/hls', file: '/mp4' });
  expect(video.src).toBe('/hls');
  expect(state?.bringsCaptions).toBe(true);
  video.dispatchEvent(new Event('error'));
  expect(video.src).toBe('/mp4');
  expect(state?.bringsCaptions).toBe(false);
});
