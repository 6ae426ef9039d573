// Which frame of a <video> is to be seen.

/** What of a <video> it takes, so that a test can stand in for one. */
export type Showing = EventTarget &
  Pick<HTMLVideoElement, 'currentTime'> &
  Partial<Pick<HTMLVideoElement, 'requestVideoFrameCallback' | 'cancelVideoFrameCallback'>>;

/**
 * Tells the time of the frame that is to be seen, in seconds, whenever it is another, until what is
 * answered here is called; null for another source. Nothing as long as the poster covers the frames,
 * which it does until somebody plays or moves. A browser without `requestVideoFrameCallback` (Firefox
 * before 132) goes by the clock of the element, which may be a frame ahead while it plays.
 */
export function followFrames(
  video: Showing,
  onFrame: (atSeconds: number | null) => void,
): () => void {
  const end = new AbortController();
  let isCovered = true;
  const listen = (news: string[], act: () => void) => {
    for (const name of news) video.addEventListener(name, act, { signal: end.signal });
  };
  const tell = (atSeconds: number) => {
    if (!isCovered) onFrame(atSeconds);
  };
  const tellTime = () => tell(video.currentTime);
  listen(['play', 'seeking'], () => {
    isCovered = false;
  });
  listen(['emptied'], () => {
    isCovered = true;
    onFrame(null);
  });
  listen(['seeked'], tellTime);
  if (video.requestVideoFrameCallback) end.signal.onabort = followPainted(video, tell);
  else listen(['timeupdate'], tellTime);
  return () => end.abort();
}

/** Tells of each frame as it is painted; answers how to stop. */
function followPainted(video: Showing, tell: (atSeconds: number) => void): () => void {
  let handle: number | undefined;
  const look = (_now: number, { mediaTime }: { mediaTime: number }) => {
    tell(mediaTime);
    next();
  };
  const next = () => {
    handle = video.requestVideoFrameCallback?.(look);
  };
  next();
  return () => {
    if (handle !== undefined) video.cancelVideoFrameCallback?.(handle);
  };
}
