import { expect, test, vi } from 'vitest';
import { followFrames, type Showing } from './shown-frame.ts';

type Painted = (now: number, metadata: { mediaTime: number }) => void;

/** A <video> whose frames are painted by hand; without painting, as browsers of before. */
function fakeVideo({ tellsFrames = true } = {}) {
  const video = Object.assign(new EventTarget(), { currentTime: 0 }) as Showing;
  let waiting: Painted | undefined;
  if (tellsFrames) {
    video.requestVideoFrameCallback = (callback) => {
      waiting = callback as Painted;
      return 7;
    };
    video.cancelVideoFrameCallback = (handle) => {
      if (handle === 7) waiting = undefined;
    };
  }
  return {
    video,
    paint: (mediaTime: number) => waiting?.(0, { mediaTime }),
    tell: (news: string, currentTime = video.currentTime) => {
      Object.assign(video, { currentTime });
      video.dispatchEvent(new Event(news));
    },
  };
}

test('nothing is known while the poster covers the first frame', () => {
  const { video, paint, tell } = fakeVideo();
  const onFrame = vi.fn();
  followFrames(video, onFrame);
  paint(0);
  tell('timeupdate', 0);
  expect(onFrame).not.toHaveBeenCalled();
});

test('each frame that is painted is told by its own time, not by that of the clock', () => {
  const { video, paint, tell } = fakeVideo();
  const onFrame = vi.fn();
  followFrames(video, onFrame);
  tell('play');
  tell('timeupdate', 0.09);
  for (const time of [0.04, 0.08]) paint(time);
  expect(onFrame.mock.calls).toEqual([[0.04], [0.08]]);
});

test('moving uncovers the frame, also the very first, and another source covers it again', () => {
  const { video, paint, tell } = fakeVideo();
  const onFrame = vi.fn();
  followFrames(video, onFrame);
  tell('seeking');
  tell('seeked', 0);
  tell('emptied');
  paint(0);
  expect(onFrame.mock.calls).toEqual([[0], [null]]);
});

test('a browser that tells no frames goes by its clock', () => {
  const { video, tell } = fakeVideo({ tellsFrames: false });
  const onFrame = vi.fn();
  followFrames(video, onFrame);
  tell('play');
  tell('timeupdate', 1.25);
  expect(onFrame.mock.calls).toEqual([[1.25]]);
});

test('ends when it is told to', () => {
  const { video, paint, tell } = fakeVideo();
  const onFrame = vi.fn();
  const end = followFrames(video, onFrame);
  tell('play');
  end();
  paint(2);
  tell('seeked', 3);
  expect(onFrame).not.toHaveBeenCalled();
});
