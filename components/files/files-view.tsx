'use client';
// The files of one place at work: the ways in, what was refused or removed, and all of them in order.
import { FolderOpen, Plus, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type RefObject, useEffect, useState } from 'react';
import { useSorting } from '#components/sorting/use-sorting.ts';
import { Button } from '#components/ui/button.tsx';
import { FieldError } from '#components/ui/field.tsx';
import { chooseFiles } from '#components/upload/choose-files.ts';
import { DropInvitation } from '#components/upload/drop-invitation.tsx';
import type { Purpose } from '#lib/shared/upload-policy.ts';
import { AskBeforeRemoval } from './ask-before-removal.tsx';
import { DescribeFile } from './describe-file.tsx';
import { RefusedFiles } from './refused-files.tsx';
import { TileGrid } from './tile-grid.tsx';
import { isLoss } from './tile-removal.ts';
import { allSelected, nothingSelected, selected, stillThere } from './tile-selection.ts';
import type { ManagedFiles } from './use-managed-files.ts';
import { useNameOf } from './use-name-of.ts';
import type { Tile } from './use-tiles.ts';

type FilesViewProps = {
  label: string;
  purpose: Purpose;
  files: ManagedFiles;
  error: string | undefined;
  startRef: RefObject<HTMLButtonElement | null>;
  /** Is told how to ask whether a tile is being dragged. */
  isDraggingRef: RefObject<() => boolean>;
  isDropTarget: boolean;
  onChoose: () => void;
  onLibrary: () => void;
};

export function FilesView(props: FilesViewProps) {
  const { label, purpose, files, error, startRef, isDropTarget, onChoose, onLibrary } = props;
  const t = useTranslations('fileManager');
  const nameOf = useNameOf();
  const { tiles, maxFiles, policy } = files;
  const keys = tiles.map(({ key }) => key);
  const [choice, setChoice] = useState(nothingSelected);
  const selection = stillThere(choice, keys);
  const [said, setSaid] = useState('');
  const [asked, setAsked] = useState<readonly Tile[] | null>(null);
  const [described, setDescribed] = useState<string | null>(null);

  const move = (tile: Tile, index: number) => {
    const values = { name: nameOf(tile), position: index + 1, count: tiles.length };
    setSaid(index === 0 ? t('madePrimary', values) : t('movedTo', values));
    files.move(tile.key, index);
  };
  const sorting = useSorting({
    keys,
    nameOf: (index) => nameOf(tiles[index]),
    help: t('dragHelp'),
    onMove: files.move,
  });
  useEffect(() => {
    props.isDraggingRef.current = sorting.isDragging;
  });

  const remove = (leaving: readonly Tile[]) => {
    const [first] = leaving;
    if (!first) return;
    setSaid(t('removed', { count: leaving.length, name: nameOf(first) }));
    files.remove(new Set(leaving.map(({ key }) => key)));
    setChoice(nothingSelected);
  };
  /** One file that costs nothing goes at once; several, or bytes that were sent, after a question. */
  const askToRemove = (leaving: readonly Tile[]) => {
    if (leaving.length > 1 || leaving.some(isLoss)) setAsked(leaving);
    else remove(leaving);
  };
  const selectedTiles = tiles.filter(({ key }) => selection.keys.has(key));

  return (
    <div className="grid content-start gap-3">
      {/* Stays in sight: what is selected may be far down. */}
      <div className="sticky -top-4 z-20 -mx-2 -mt-4 flex flex-wrap items-center gap-2 bg-raised px-2 py-3">
        <Button ref={startRef} data-first-focus size="small" onClick={onChoose}>
          <Plus aria-hidden className="size-4" />
          {t('add')}
        </Button>
        <Button look="secondary" size="small" onClick={onLibrary}>
          <FolderOpen aria-hidden className="size-4" />
          {t('fromLibrary')}
        </Button>
        {tiles.length > 1 && (
          <div className="ml-auto flex flex-wrap items-center gap-2">
            {selectedTiles.length > 0 && (
              <>
                <p className="text-ink-muted text-sm tabular-nums">
                  {t('selected', { count: selectedTiles.length })}
                </p>
                <Button look="secondary" size="small" onClick={() => askToRemove(selectedTiles)}>
                  <Trash2 aria-hidden className="size-4" />
                  {t('removeSelected')}
                </Button>
              </>
            )}
            <Button
              look="quiet"
              size="small"
              onClick={() =>
                setChoice(selectedTiles.length > 0 ? nothingSelected : allSelected(keys))
              }
            >
              {t(selectedTiles.length > 0 ? 'selectNone' : 'selectAll')}
            </Button>
          </div>
        )}
      </div>

      <div role="alert" className={error ? undefined : 'hidden'}>
        {error && <FieldError>{error}</FieldError>}
      </div>
      <RefusedFiles
        purpose={purpose}
        refused={files.refused}
        maxFiles={maxFiles}
        onDismiss={files.dismissRefused}
      />
      <p role="status" className="sr-only">
        {said}
      </p>
      {files.undoCount > 0 && (
        <div className="flex items-center gap-3 rounded-md bg-sunken py-1.5 pr-1.5 pl-3.5 text-sm">
          <p className="min-w-0 flex-1 truncate">{t('canUndo', { count: files.undoCount })}</p>
          <Button look="secondary" size="small" onClick={files.undo}>
            {t('undo')}
          </Button>
        </div>
      )}

      {tiles.length === 0 ? (
        <div className="mx-auto w-full max-w-xl">
          <DropInvitation
            policy={policy}
            maxFiles={maxFiles}
            isDropTarget={isDropTarget}
            isInvalid={Boolean(error) || files.refused.length > 0}
            onChoose={onChoose}
          />
        </div>
      ) : (
        <TileGrid
          label={label}
          tiles={tiles}
          type={policy.type}
          selectedKeys={selection.keys}
          sorting={sorting}
          onSelectAll={() => setChoice(allSelected(keys))}
          onSelect={({ key }, mode) => setChoice(selected(selection, key, mode, keys))}
          onMove={move}
          onDelete={(key) => {
            const pressedOn = tiles.filter((tile) => tile.key === key);
            askToRemove(selectedTiles.length > 0 ? selectedTiles : pressedOn);
          }}
          onRemove={(tile) => askToRemove([tile])}
          onDescribe={({ mediaId }) => setDescribed(mediaId)}
          onReplace={(tile) => {
            void chooseFiles().then((chosen) => {
              if (chosen.length > 0) files.replace(tile, chosen);
            });
          }}
        />
      )}

      {asked && (
        <AskBeforeRemoval
          leaving={asked}
          onConfirm={() => remove(asked)}
          onClose={() => setAsked(null)}
        />
      )}
      {described && <DescribeFile mediaId={described} onClose={() => setDescribed(null)} />}
    </div>
  );
}
