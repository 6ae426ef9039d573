'use client';
// Shows the chosen captions of a <video>, whether its <track> elements or its own stream brought them.
import { type RefObject, useEffect, useState } from 'react';
import {
  captionToTurnOn,
  firstCaption,
  type PlayerCaption,
  recallChoice,
  rememberChoice,
} from './caption-choice.ts';

export type CaptionControl = {
  captions: readonly PlayerCaption[];
  chosen: PlayerCaption | null;
  choose: (caption: PlayerCaption | null) => void;
};

/** The key `c` turns them on and off while the focus is in the player, as in others. */
export function useCaptions(
  video: RefObject<HTMLVideoElement | null>,
  captions: readonly PlayerCaption[],
): CaptionControl {
  const [chosenId, setChosenId] = useState(() => firstCaption(captions, recallChoice())?.id);
  const chosen = captions.find(({ id }) => id === chosenId) ?? null;

  useEffect(() => {
    const tracks = video.current?.textTracks;
    if (!tracks) return;
    const show = () => showOnly(chosen, tracks);
    show();
    tracks.addEventListener('addtrack', show);
    return () => tracks.removeEventListener('addtrack', show);
  }, [video, chosen]);

  const choose = (caption: PlayerCaption | null) => {
    setChosenId(caption?.id);
    const subject = caption ?? chosen;
    if (!subject) return;
    rememberChoice({ language: subject.language, kind: subject.kind, isOn: caption !== null });
  };

  useEffect(() => {
    const stage = video.current?.parentElement;
    if (!stage) return;
    const press = (event: KeyboardEvent) => {
      const isOurs = event.key === 'c' && !event.ctrlKey && !event.metaKey && !event.altKey;
      // In a list, a letter goes to the option that begins with it.
      if (!isOurs || event.target instanceof HTMLSelectElement) return;
      choose(chosen ? null : captionToTurnOn(captions, recallChoice(), navigator.languages));
    };
    stage.addEventListener('keydown', press);
    return () => stage.removeEventListener('keydown', press);
  });

  return { captions, chosen, choose };
}

/** A stream names its captions as the elements do, by label and language. */
function showOnly(chosen: PlayerCaption | null, tracks: TextTrackList): void {
  for (const track of Array.from(tracks)) {
    if (track.kind !== 'subtitles' && track.kind !== 'captions') continue;
    const isChosen = track.label === chosen?.label && track.language === chosen.language;
    const mode = isChosen ? 'showing' : 'disabled';
    if (track.mode !== mode) track.mode = mode;
  }
}
