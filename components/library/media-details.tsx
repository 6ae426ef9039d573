'use client';
// A closer look at one file: see or hear it, its facts, what can be done with it.
import { Crosshair, Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type RefObject, useState } from 'react';
import { Captions } from '#components/captions/captions.tsx';
import { ProcessingLine } from '#components/media/processing-line.tsx';
import { useShownFrame } from '#components/player/use-shown-frame.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useLiveMedia } from '#lib/client/media.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { useUnloadGuard } from '#lib/client/use-unload-guard.ts';
import { api } from '#lib/shared/paths.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import { Addresses } from './addresses.tsx';
import { DeleteMedia } from './delete-media.tsx';
import { DescribeMedia } from './describe-media.tsx';
import { FocalPointEditor } from './focal-point-editor.tsx';
import { MediaFacts } from './media-facts.tsx';
import { MediaStage } from './media-stage.tsx';
import { MediaUses } from './media-uses.tsx';
import { MediaWarnings } from './media-warnings.tsx';
import { PosterPanel } from './poster-panel.tsx';
import { ProcessAgain } from './process-again.tsx';
import { UploadSilent } from './upload-silent.tsx';
import { useMediaDraft } from './use-media-draft.ts';
import { Versions } from './versions.tsx';

type MediaDetailsProps = {
  known: Media;
  /** Where its title is entered. */
  titleField: RefObject<HTMLInputElement | null>;
  onDeleted: () => void;
};

export function MediaDetails({ known, titleField, onDeleted }: MediaDetailsProps) {
  const t = useTranslations('library');
  const errorSentence = useErrorSentence();
  const { media = known, stage, secondsLeft, error } = useLiveMedia(known.id, known);
  const form = useMediaDraft(media);
  useUnloadGuard(form.isChanged);
  const frame = useShownFrame();
  const [isAiming, setAiming] = useState(false);
  const picture = cropOf(media);
  return (
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
      {media.status === 'uploading' && <UploadSilent mediaId={media.id} />}
      <MediaWarnings media={media} />
      {media.type === 'video' && <PosterPanel media={media} frame={frame} onSaved={form.follow} />}
      <MediaFacts media={media} />
      <MediaUses media={media} />
      <DescribeMedia media={media} form={form} titleField={titleField} />
      {media.type === 'video' && <Captions mediaId={media.id} />}
      <Versions media={media} />
      <Addresses media={media} />
      <div className="flex flex-wrap gap-2.5">
        {media.urls.original && (
          <Button asChild look="secondary">
            <a href={`${api.mediaFile(media.id, 'original')}?download=1`}>
              <Download aria-hidden className="size-4.5" />
              {t('download')}
            </a>
          </Button>
        )}
        <DeleteMedia media={media} onDeleted={onDeleted} />
      </div>
    </div>
  );
}

/** The picture crops are cut from, once it is there to be looked at. */
function cropOf({ type, displayUrl, width, height }: Media) {
  if (type !== 'image' || !displayUrl || !width || !height) return null;
  return { src: displayUrl, width, height };
}
