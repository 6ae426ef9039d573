// Captions as the text tracks of a <video>, off until somebody turns one on.
import type { PlayerCaption } from './caption-choice.ts';

export function CaptionTracks({ captions }: { captions: readonly PlayerCaption[] }) {
  return captions.map(({ kind, language, label, url }) => (
    <track key={url} kind={kind} srcLang={language} label={label} src={url} />
  ));
}
