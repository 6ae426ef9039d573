import { expect, test, vi } from 'vitest';
import { continueFrom, momentOf, type Playing } from './moment.ts';

/** As a <video> is right after it was given a source. */
function loadingVideo(state: Partial<Playing> = {}): Playing {
  return Object.assign(new EventTarget(), {
    ...{ currentTime: 0, paused: true, ended: false, playbackRate: 1, seeking: false },
    ...{ networkState: 2, readyState: 0, play: vi.fn(async () => undefined) },
    ...state,
  });
}
const tell = (video: Playing, event: string, state: Partial<Playing>) => {
  Object.assign(video, state);
  video.dispatchEvent(new Event(event));
};
const watched = { atSeconds: 12.4, isPlaying: true, rate: 1.5 };

test('there is no moment before there is something to play', () => {
  expect(momentOf(loadingVideo({ networkState: 0 }))).toBeNull();
});

test('a moment is the place, the speed, and whether it goes on', () => {
  const video = loadingVideo({ currentTime: 12.4, paused: false, playbackRate: 1.5 });
  expect(momentOf(video)).toEqual(watched);
  expect(momentOf(loadingVideo({ currentTime: 12.4 }))?.isPlaying).toBe(false);
  expect(momentOf(loadingVideo({ paused: false, ended: true }))?.isPlaying).toBe(false);
});

test('goes on there, and is shown only once the picture of that moment has come', () => {
  const video = loadingVideo();
  const onShown = vi.fn();
  continueFrom(video, watched, { signal: new AbortController().signal, onShown });
  expect(video.play).toHaveBeenCalledOnce();

  tell(video, 'loadedmetadata', { readyState: 1, currentTime: 0, playbackRate: 1 });
  expect(video).toMatchObject({ currentTime: 12.4, playbackRate: 1.5 });
  tell(video, 'loadeddata', { readyState: 2, seeking: true });
  expect(onShown).not.toHaveBeenCalled();
  tell(video, 'seeked', { seeking: false });
  tell(video, 'canplay', { readyState: 3 });
  expect(onShown).toHaveBeenCalledOnce();
});

test('what was paused stays paused', () => {
  const video = loadingVideo();
  const context = { signal: new AbortController().signal, onShown: vi.fn() };
  continueFrom(video, { ...watched, isPlaying: false }, context);
  tell(video, 'loadedmetadata', { readyState: 1 });
  expect(video.play).not.toHaveBeenCalled();
});

test('a position the browser kept is not asked for again', () => {
  const setTime = vi.fn();
  const video = loadingVideo({ readyState: 1 });
  Object.defineProperty(video, 'currentTime', { get: () => 12.41, set: setTime });
  continueFrom(video, watched, { signal: new AbortController().signal, onShown: vi.fn() });
  tell(video, 'loadedmetadata', {});
  expect(setTime).not.toHaveBeenCalled();
});

test('a browser that wants the button pressed again is no failure', async () => {
  const refusal = Promise.reject(new DOMException('press it', 'NotAllowedError'));
  const video = loadingVideo({ play: () => refusal });
  continueFrom(video, watched, { signal: new AbortController().signal, onShown: vi.fn() });
  await expect(refusal).rejects.toThrow('press it');
});

test('when other sources come in between, the place is theirs', () => {
  const video = loadingVideo({ readyState: 1 });
  const others = new AbortController();
  const onShown = vi.fn();
  continueFrom(video, watched, { signal: others.signal, onShown });
  others.abort();
  tell(video, 'loadedmetadata', {});
  tell(video, 'canplay', { readyState: 3 });
  expect(video.currentTime).toBe(0);
  expect(onShown).not.toHaveBeenCalled();
});
