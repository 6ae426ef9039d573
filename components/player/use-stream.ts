'use client';
// Gives a <video> its stream: HLS through hls.js, the browser's own HLS on Apple's, else the MP4.
import type Hls from 'hls.js';
import { type RefObject, useEffect, useState } from 'react';

export type Quality = { index: number; height: number };
export type Stream = {
  qualities: readonly Quality[];
  /** -1 lets the player choose. */
  quality: number;
  chooseQuality: (index: number) => void;
  hasFailed: boolean;
};
export type StreamSources = { hls?: string; mp4?: string };

export const automatic = -1;
const hlsType = 'application/vnd.apple.mpegurl';
/** A stream that breaks again this soon will not get better by loading it again. */
const reloadPauseMs = 10_000;

export function useStream(
  video: RefObject<HTMLVideoElement | null>,
  { hls: hlsUrl, mp4: mp4Url }: StreamSources,
): Stream {
  const [hls, setHls] = useState<Hls | null>(null);
  const [qualities, setQualities] = useState<readonly Quality[]>([]);
  const [quality, setQuality] = useState(automatic);
  const [hasFailed, setFailed] = useState(false);

  useEffect(() => {
    const element = video.current;
    if (!element) return;
    let isGone = false;
    let attached: Hls | null = null;

    const playFile = () => {
      attached?.destroy();
      attached = null;
      setHls(null);
      setQualities([]);
      if (mp4Url) element.src = mp4Url;
      else setFailed(true);
    };
    const playOwnHls = (url: string) => {
      element.src = url;
      element.addEventListener('error', playFile, { once: true });
    };
    const start = async (url: string) => {
      const { default: HlsPlayer } = await import('hls.js');
      if (isGone) return;
      if (!HlsPlayer.isSupported()) {
        return element.canPlayType(hlsType) ? playOwnHls(url) : playFile();
      }
      const player = new HlsPlayer({ capLevelToPlayerSize: true });
      attached = player;
      let reloadedAtMs = 0;
      player.on(HlsPlayer.Events.MANIFEST_PARSED, () => {
        setQualities(player.levels.map(({ height }, index) => ({ index, height })));
      });
      player.on(HlsPlayer.Events.ERROR, (_, { fatal, type }) => {
        if (!fatal) return;
        const isFresh = Date.now() - reloadedAtMs < reloadPauseMs;
        reloadedAtMs = Date.now();
        if (isFresh) return playFile();
        if (type === HlsPlayer.ErrorTypes.MEDIA_ERROR) return player.recoverMediaError();
        // The signed addresses in an old playlist run out: a new one brings new addresses.
        player.config.startPosition = element.currentTime;
        player.loadSource(url);
      });
      player.loadSource(url);
      player.attachMedia(element);
      setHls(player);
    };

    setFailed(false);
    const isApple = /apple/i.test(navigator.vendor);
    if (!hlsUrl) playFile();
    else if (isApple && element.canPlayType(hlsType)) playOwnHls(hlsUrl);
    else start(hlsUrl).catch(playFile);
    return () => {
      isGone = true;
      attached?.destroy();
      element.removeEventListener('error', playFile);
      element.removeAttribute('src');
      element.load();
    };
  }, [video, hlsUrl, mp4Url]);

  const chooseQuality = (index: number) => {
    if (hls) hls.nextLevel = index;
    setQuality(index);
  };
  return { qualities, quality, chooseQuality, hasFailed };
}
