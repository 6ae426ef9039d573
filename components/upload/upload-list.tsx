'use client';
// Lists uploads; of hundreds only those in sight are drawn.
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo, useRef } from 'react';

import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { formatBytes } from '#lib/client/format.ts';
import { uploadQueue } from '#lib/client/upload/browser-engine.ts';
import type { Upload } from '#lib/client/upload/upload.ts';
import { waitsForFile } from './match-files.ts';
import { UploadRow } from './upload-row.tsx';
import { type Row, rowsOf, type Section } from './upload-rows.ts';
import { useHeldFocus } from './use-held-focus.ts';
import { type Mismatch, usePickAgain } from './use-pick-again.ts';

const estimatedHeights = { heading: 40, upload: 96 };

type UploadListProps = {
  uploads: readonly Upload[];
  /** Small pictures of the files, drawn when they come into sight. */
  hasThumbnails?: boolean;
};

export function UploadList({ uploads, hasThumbnails = true }: UploadListProps) {
  const t = useTranslations('upload');
  const rows = useMemo(() => rowsOf(uploads), [uploads]);
  const scroller = useRef<HTMLDivElement>(null);
  const held = useHeldFocus(scroller);
  const { pickAgain, mismatch } = usePickAgain();
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimatedHeights[rows[index]?.kind ?? 'upload'],
    getItemKey: (index) => rows[index]?.key ?? index,
    // Few: of hundreds most rows only pass by, and each one made takes from the sending.
    overscan: 1,
    // The row with the focus stays, wherever one scrolls.
    rangeExtractor: (range) => {
      const focused = rows.findIndex(({ key }) => key === held.current?.key);
      const inSight = defaultRangeExtractor(range);
      if (focused < 0 || inSight.includes(focused)) return inSight;
      return [...inSight, focused].sort((a, b) => a - b);
    },
    // React would be made to draw in the middle of its own work.
    useFlushSync: false,
  });

  return (
    <>
      <NotTheFile mismatch={mismatch} />
      <div
        ref={scroller}
        tabIndex={-1}
        className="relative max-h-[60dvh] overflow-y-auto overscroll-contain outline-none sm:max-h-[min(28rem,100dvh-16rem)]"
      >
        <ul
          aria-label={t('list')}
          className="relative"
          style={{ height: virtualizer.getTotalSize() }}
        >
          {virtualizer.getVirtualItems().map(({ index, key, start }) => {
            const row = rows[index];
            if (!row) return null;
            return (
              <li
                key={key}
                ref={virtualizer.measureElement}
                data-index={index}
                data-row={row.key}
                tabIndex={-1}
                aria-posinset={index + 1}
                aria-setsize={rows.length}
                className="absolute inset-x-0 top-0 border-line not-first:border-t outline-offset-[-2px]"
                style={{ transform: `translateY(${start}px)` }}
              >
                {row.kind === 'upload' ? (
                  <UploadRow
                    upload={row.upload}
                    hasThumbnail={hasThumbnails}
                    onChooseFile={pickAgain}
                  />
                ) : (
                  <SectionHeading
                    row={row}
                    uploads={uploads}
                    canChoose={uploads.filter(waitsForFile).length > 1}
                    onChooseFiles={() => void pickAgain()}
                  />
                )}
              </li>
            );
          })}
        </ul>
      </div>
    </>
  );
}

type SectionHeadingProps = {
  row: Extract<Row, { kind: 'heading' }>;
  uploads: readonly Upload[];
  /** Whether one pick can answer several of them. */
  canChoose: boolean;
  onChooseFiles: () => void;
};

function SectionHeading({ row, uploads, canChoose, onChooseFiles }: SectionHeadingProps) {
  const t = useTranslations('upload');
  const titles: Record<Section, string> = {
    waiting: t('sections.waiting', { count: row.count }),
    duplicate: t('sections.duplicate', { count: row.count }),
    underWay: t('sections.underWay'),
    stored: t('sections.stored'),
  };
  return (
    <div className="flex min-h-10 flex-wrap items-center justify-between gap-x-3 bg-sunken/60 px-4 py-1.5">
      <h3 className="font-medium text-ink-muted text-xs">{titles[row.section]}</h3>
      {row.section === 'waiting' && canChoose && (
        <Button look="secondary" size="small" onClick={onChooseFiles}>
          {t('chooseAll')}
        </Button>
      )}
      {row.section === 'duplicate' && row.count > 1 && <AnswerAllDuplicates uploads={uploads} />}
    </div>
  );
}

function AnswerAllDuplicates({ uploads }: { uploads: readonly Upload[] }) {
  const t = useTranslations('upload');
  const answerAll = (answer: (id: string) => void) => {
    for (const { id, state } of uploads) if (state.name === 'duplicate') answer(id);
  };
  return (
    <div className="flex flex-wrap gap-2">
      <Button size="small" onClick={() => answerAll(uploadQueue.takeExisting)}>
        {t('useAllExisting')}
      </Button>
      <Button look="secondary" size="small" onClick={() => answerAll(uploadQueue.uploadAnyway)}>
        {t('uploadAllAnyway')}
      </Button>
    </div>
  );
}

function NotTheFile({ mismatch }: { mismatch: Mismatch | null }) {
  const t = useTranslations('upload');
  const locale = useLocale();
  if (!mismatch) return null;
  const { fileNames, wanted } = mismatch;
  const picked = fileNames[0] ?? '';
  const sentence =
    wanted && fileNames.length === 1
      ? t('notTheFile', {
          picked,
          name: wanted.fileName,
          size: formatBytes(wanted.byteSize, locale),
        })
      : t('noneOfThem', { picked, count: fileNames.length });
  return (
    <div className="border-line border-b p-3">
      <Notice tone="danger">{sentence}</Notice>
    </div>
  );
}
