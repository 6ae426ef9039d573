'use client';
// Plays a sound along its waveform, or with the browser's own controls when there is none.
import { useQuery } from '@tanstack/react-query';
import { Pause, Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ComponentProps, type Ref, useRef } from 'react';
import { formatClock } from '#lib/client/format.ts';
import { waveformQuery } from '#lib/client/waveform.ts';
import { useWaveformPlayback } from './waveform-playback.ts';
import { WaveformSlider } from './waveform-slider.tsx';

type WaveformPlayerProps = {
  src: string;
  label: string;
  waveformUrl: string | undefined;
  durationSeconds: number | null;
};

const nothing: readonly number[] = [];

export function WaveformPlayer({ src, label, waveformUrl, durationSeconds }: WaveformPlayerProps) {
  const t = useTranslations('sound');
  const audio = useRef<HTMLAudioElement>(null);
  const { data: waveform, isError } = useQuery({
    ...waveformQuery(waveformUrl ?? ''),
    enabled: waveformUrl !== undefined,
  });
  const isPlain = waveformUrl === undefined || isError;
  const playback = useWaveformPlayback(audio, {
    knownSeconds: durationSeconds,
    isDrawn: !isPlain,
  });
  return (
    <div className="grid w-full gap-3">
      {!isPlain && (
        <>
          <WaveformSlider
            data={waveform?.data ?? nothing}
            seconds={playback.seconds}
            durationSeconds={playback.durationSeconds}
            onSeek={playback.seek}
          />
          <div className="flex items-center gap-3.5">
            <PlayButton isPlaying={playback.isPlaying} onPress={playback.toggle} />
            <p className="text-sm tabular-nums">
              {formatClock(Math.floor(playback.seconds))}
              <span className="opacity-70"> / {formatClock(playback.durationSeconds)}</span>
            </p>
          </div>
        </>
      )}
      {/* One element for both, so that what plays goes on when the waveform cannot be had. */}
      <Sound
        ref={audio}
        src={src}
        preload="metadata"
        controls={isPlain}
        aria-label={label}
        className="w-full"
        {...playback.handlers}
      />
      {playback.isBroken && <p className="text-sm">{t('failed')}</p>}
    </div>
  );
}

function PlayButton({ isPlaying, onPress }: { isPlaying: boolean; onPress: () => void }) {
  const t = useTranslations('sound');
  const Icon = isPlaying ? Pause : Play;
  return (
    <button
      type="button"
      aria-label={isPlaying ? t('pause') : t('play')}
      onClick={onPress}
      className="grid size-11 place-items-center rounded-full bg-on-stage text-stage transition-opacity duration-150 hover:opacity-85 focus-visible:outline-on-stage"
    >
      <Icon aria-hidden className="size-5 fill-current" strokeWidth={1.5} />
    </button>
  );
}

/** What people bring has no captions to show. */
function Sound(props: ComponentProps<'audio'> & { ref: Ref<HTMLAudioElement> }) {
  return <audio {...props} />;
}
