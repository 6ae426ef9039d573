'use client';
// Choosing where the poster of a video is taken, and going back.
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { formatMoment } from '#lib/client/format.ts';
import { useChangeMedia } from '#lib/client/media.ts';
import type { Media } from '#lib/shared/schemas/media.ts';

/** `onSaved` is told which version of the media has taken the place of which. */
export function usePoster(media: Media, onSaved: (before: number, after: number) => void) {
  const t = useTranslations('library.poster');
  const locale = useLocale();
  const change = useChangeMedia();
  /** What was chosen before the last choice. */
  const [former, setFormer] = useState<{ seconds: number | null } | null>(null);

  const save = (posterSeconds: number | null, then: typeof former) => {
    if (change.isPending) return;
    change.mutate(
      { id: media.id, posterSeconds, version: media.version },
      {
        onSuccess: ({ version }) => {
          onSaved(media.version, version);
          setFormer(then);
          toast.success(
            posterSeconds === null
              ? t('savedAutomatic')
              : t('saved', { time: formatMoment(posterSeconds, locale) }),
          );
        },
      },
    );
  };

  return {
    error: change.error,
    hasFormer: former !== null,
    /** Null leaves it to the server. */
    choose: (atSeconds: number | null) => save(atSeconds, { seconds: media.posterSeconds }),
    undo: () => former && save(former.seconds, null),
  };
}
