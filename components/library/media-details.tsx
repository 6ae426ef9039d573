'use client';
// A closer look at one file: see or hear it, its facts, what can be done with it.
import { Crosshair, Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ProcessingLine } from '#components/media/processing-line.tsx';
import { useShownFrame } from '#components/player/use-shown-frame.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useLiveMedia } from '#lib/client/media.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { api } from '#lib/shared/paths.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import { Captions } from './captions.tsx';
import { DeleteMedia } from './delete-media.tsx';
import { DescribeMedia } from './describe-media.tsx';
import { FocalPointEditor } from './focal-point-editor.tsx';
import { MediaFacts } from './media-facts.tsx';
import { MediaStage } from './media-stage.tsx';
import { MediaWarnings } from './media-warnings.tsx';
import { PosterPanel } from './poster-panel.tsx';
import { ProcessAgain } from './process-again.tsx';
import { useMediaDraft } from './use-media-draft.ts';
import { Versions } from './versions.tsx';

type MediaDetailsProps = { known: Media; onClose: () => void };

export function MediaDetails({ known, onClose }: MediaDetailsProps) {
  const t = useTranslations('library');
  const errorSentence = useErrorSentence();
  const { media = known, stage, secondsLeft, error } = useLiveMedia(known.id, known);
  const form = useMediaDraft(media);
  const frame = useShownFrame();
  const [isAiming, setAiming] = useState(false);
  const picture = cropOf(media);
  return (
    <Dialog title={media.title ?? media.fileName} closeLabel={t('close')} onClose={onClose}>
      <div className="grid gap-5">
        {error && <Notice tone="danger">{errorSentence(error)}</Notice>}
        {picture && isAiming ? (
          <FocalPointEditor
            picture={picture}
            point={form.draft.focalPoint}
            onChange={(focalPoint) => form.enter({ focalPoint })}
          />
        ) : (
          <MediaStage media={media} onFrame={frame.note} />
        )}
        {picture && (
          <Button
            look="secondary"
            size="small"
            aria-pressed={isAiming}
            onClick={() => setAiming(!isAiming)}
            className="justify-self-start aria-pressed:border-accent aria-pressed:bg-accent-soft"
          >
            <Crosshair aria-hidden className="size-4" />
            {t('describe.focal')}
          </Button>
        )}
        {media.status === 'failed' && <ProcessAgain media={media} />}
        {(media.status === 'processing' || media.status === 'uploading') && (
          <ProcessingLine media={media} stage={stage} secondsLeft={secondsLeft} />
        )}
        <MediaWarnings media={media} />
        {media.type === 'video' && (
          <PosterPanel media={media} frame={frame} onSaved={form.follow} />
        )}
        <MediaFacts media={media} />
        <DescribeMedia media={media} form={form} />
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

/** The picture crops are cut from, once it is there to be looked at. */
function cropOf({ type, displayUrl, width, height }: Media) {
  if (type !== 'image' || !displayUrl || !width || !height) return null;
  return { src: displayUrl, width, height };
}
