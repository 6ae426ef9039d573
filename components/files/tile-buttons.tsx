'use client';
// The buttons below a tile: move it, and what its file needs or allows.
import {
  ChevronLeft,
  ChevronRight,
  GripVertical,
  Pause,
  Pencil,
  Play,
  RefreshCw,
  RotateCw,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import type { DragHandle } from '#components/sorting/use-sortable-item.ts';
import { IconButton } from '#components/ui/icon-button.tsx';
import { uploadQueue } from '#lib/client/upload/browser-engine.ts';
import { canPause, canRetry, isUnderWay, type Upload } from '#lib/client/upload/upload.ts';
import type { Tile } from './use-tiles.ts';

type TileButtonsProps = {
  tile: Tile;
  name: string;
  index: number;
  count: number;
  /** What makes the handle one: its listeners and its words for assistive technology. */
  handle: DragHandle;
  onMove: (index: number) => void;
  onDescribe: () => void;
  onReplace: () => void;
};

export function TileButtons(props: TileButtonsProps) {
  const { tile, name, index, count, handle, onMove, onDescribe, onReplace } = props;
  const t = useTranslations('fileManager');
  const { upload, mediaId } = tile;
  return (
    <div className="-mx-1 flex flex-wrap justify-between">
      {count > 1 && (
        <div className="flex">
          <SmallButton
            data-control="left"
            label={t('moveLeft', { name })}
            icon={ChevronLeft}
            isWaiting={index === 0}
            onClick={() => onMove(index - 1)}
          />
          <SmallButton
            data-control="handle"
            label={t('move', { name })}
            icon={GripVertical}
            {...handle}
            className="size-8! cursor-grab touch-none"
          />
          <SmallButton
            data-control="right"
            label={t('moveRight', { name })}
            icon={ChevronRight}
            isWaiting={index === count - 1}
            onClick={() => onMove(index + 1)}
          />
        </div>
      )}
      <div className="ml-auto flex">
        {upload && <UploadButtons upload={upload} />}
        {mediaId && (
          <SmallButton
            data-control="describe"
            label={t('describe', { name })}
            icon={Pencil}
            onClick={onDescribe}
          />
        )}
        {!(upload && isUnderWay(upload)) && (
          <SmallButton
            data-control="replace"
            label={t('replace', { name })}
            icon={RefreshCw}
            onClick={onReplace}
          />
        )}
      </div>
    </div>
  );
}

function UploadButtons({ upload }: { upload: Upload }) {
  const t = useTranslations('upload');
  const { id, fileName: name, state } = upload;
  const isPaused = state.name === 'paused';
  return (
    <>
      {(isPaused || canPause(upload)) && (
        <SmallButton
          data-control="pause"
          label={t(isPaused ? 'resumeNamed' : 'pauseNamed', { name })}
          icon={isPaused ? Play : Pause}
          onClick={() => (isPaused ? uploadQueue.resume(id) : uploadQueue.pause(id))}
        />
      )}
      {canRetry(upload) && (
        <SmallButton
          data-control="retry"
          label={t('retryNamed', { name })}
          icon={RotateCw}
          onClick={() => uploadQueue.retry(id)}
        />
      )}
    </>
  );
}

type SmallButtonProps = ComponentProps<typeof IconButton> & { 'data-control': string };

function SmallButton(props: SmallButtonProps) {
  return <IconButton className="size-8!" {...props} />;
}
