'use client';
// A closer look at one file: see or hear it, its facts, what can be done with it.
import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { MediaStatusBadge } from '#components/media/media-status-badge.tsx';
import { playsEarly } from '#components/media/plays-early.ts';
import { useStageName } from '#components/media/use-stage-name.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Progress } from '#components/ui/progress.tsx';
import { useLiveMedia } from '#lib/client/media.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { api } from '#lib/shared/paths.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import { DeleteMedia } from './delete-media.tsx';
import { MediaFacts } from './media-facts.tsx';
import { MediaStage } from './media-stage.tsx';
import { ProcessAgain } from './process-again.tsx';

type MediaDetailsProps = { known: Media; onClose: () => void };

export function MediaDetails({ known, onClose }: MediaDetailsProps) {
  const t = useTranslations('library');
  const errorSentence = useErrorSentence();
  const { media = known, stage, error } = useLiveMedia(known.id, known);
  return (
    <Dialog title={media.fileName} closeLabel={t('close')} onClose={onClose}>
      <div className="grid gap-5">
        {error && <Notice tone="danger">{errorSentence(error)}</Notice>}
        <MediaStage media={media} />
        <Condition media={media} stage={stage} />
        <MediaFacts media={media} />
        <div className="flex flex-wrap gap-2.5">
          {media.urls.original && (
            <Button asChild look="secondary">
              <a href={`${api.mediaFile(media.id, 'original')}?download=1`}>
                <Download aria-hidden className="size-4.5" />
                {t('download')}
              </a>
            </Button>
          )}
          <DeleteMedia media={media} onDeleted={onClose} />
        </div>
      </div>
    </Dialog>
  );
}

/** How the processing goes, or what went wrong with it. */
function Condition({ media, stage }: { media: Media; stage: string | null }) {
  const t = useTranslations('media');
  const stageName = useStageName();
  if (media.status === 'ready') return null;
  if (media.status === 'failed') return <ProcessAgain media={media} />;
  const isProcessing = media.status === 'processing';
  return (
    <div className="grid gap-2">
      <div className="flex items-center gap-2.5 text-ink-muted text-sm">
        <MediaStatusBadge media={media} />
        {playsEarly(media)
          ? t('playsEarly')
          : isProcessing && (stage !== null || media.progress === 0) && stageName(stage)}
      </div>
      {isProcessing && (
        <Progress
          sweeps
          label={t('processingProgress')}
          share={media.progress > 0 ? media.progress : null}
        />
      )}
    </div>
  );
}
