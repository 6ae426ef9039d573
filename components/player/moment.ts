// Where somebody is in a film, and how to get back there once the film comes from somewhere else.

export type Moment = {
  atSeconds: number;
  isPlaying: boolean;
  /** Times the normal speed. */
  rate: number;
};

/** What of a <video> it takes, so that a test can stand in for one. */
export type Playing = EventTarget &
  Pick<
    HTMLVideoElement,
    'currentTime' | 'paused' | 'ended' | 'playbackRate' | 'networkState' | 'readyState' | 'seeking'
  > & { play: () => Promise<void> };

/** HTMLMediaElement's numbers, which exist in browsers only. */
const networkEmpty = 0;
const haveNothing = 0;
const haveCurrentData = 2;

/** Closer than this is the same frame, or the one beside it. */
const sameFrameSeconds = 0.05;

/** Null while nothing was given to play. The volume is not part of it: elements keep theirs. */
export function momentOf(video: Playing): Moment | null {
  if (video.networkState === networkEmpty) return null;
  return {
    atSeconds: video.currentTime,
    isPlaying: !video.paused && !video.ended,
    rate: video.playbackRate,
  };
}

/**
 * Goes on from a moment in what the element was just given to load; `onShown` is called once the
 * picture of that moment is there. Until then, aborting `signal` ends it.
 */
export function continueFrom(
  video: Playing,
  { atSeconds, isPlaying, rate }: Moment,
  { signal, onShown }: { signal: AbortSignal; onShown: () => void },
): void {
  const goThere = () => {
    // Loading sets the speed back.
    video.playbackRate = rate;
    if (Math.abs(video.currentTime - atSeconds) > sameFrameSeconds) video.currentTime = atSeconds;
  };
  if (video.readyState === haveNothing) goThere();
  // Not every browser keeps a position it was told before it knew how long the film is.
  video.addEventListener('loadedmetadata', goThere, { once: true, signal });
  // A browser may want a person to press the button again: then it is there to be pressed.
  if (isPlaying) video.play().catch(() => undefined);

  const arrival = new AbortController();
  signal.addEventListener('abort', () => arrival.abort());
  const look = () => {
    if (video.seeking || video.readyState < haveCurrentData) return;
    arrival.abort();
    onShown();
  };
  for (const news of ['loadeddata', 'seeked', 'canplay', 'playing']) {
    video.addEventListener(news, look, { signal: arrival.signal });
  }
}
