'use client';
// A closer look at one file: see or hear it, its facts, what can be done with it.
import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ProcessingLine } from '#components/media/processing-line.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useLiveMedia } from '#lib/client/media.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { api } from '#lib/shared/paths.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import { Captions } from './captions.tsx';
import { DeleteMedia } from './delete-media.tsx';
import { MediaFacts } from './media-facts.tsx';
import { MediaStage } from './media-stage.tsx';
import { ProcessAgain } from './process-again.tsx';
import { Versions } from './versions.tsx';

type MediaDetailsProps = { known: Media; onClose: () => void };

export function MediaDetails({ known, onClose }: MediaDetailsProps) {
  const t = useTranslations('library');
  const errorSentence = useErrorSentence();
  const { media = known, stage, secondsLeft, error } = useLiveMedia(known.id, known);
  return (
    <Dialog title={media.fileName} closeLabel={t('close')} onClose={onClose}>
      <div className="grid gap-5">
        {error && <Notice tone="danger">{errorSentence(error)}</Notice>}
        <MediaStage media={media} />
        {media.status === 'failed' && <ProcessAgain media={media} />}
        {(media.status === 'processing' || media.status === 'uploading') && (
          <ProcessingLine media={media} stage={stage} secondsLeft={secondsLeft} />
        )}
        <MediaFacts media={media} />
        {media.type === 'video' && <Captions mediaId={media.id} />}
        <Versions media={media} />
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
