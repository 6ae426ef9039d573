'use client';
// One caption file of a video: its facts, and what can be done with it.
import { Download, Pencil, Trash2 } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useChangeCaption, useDeleteCaption } from '#lib/client/captions.ts';
import { formatBytes } from '#lib/client/format.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { languageName } from '#lib/shared/language-tag.ts';
import { api } from '#lib/shared/paths.ts';
import type { Caption } from '#lib/shared/schemas/caption.ts';
import { CaptionForm } from './caption-form.tsx';

type CaptionRowProps = { mediaId: string; caption: Caption };

export function CaptionRow({ mediaId, caption }: CaptionRowProps) {
  const t = useTranslations('captions');
  const errorSentence = useErrorSentence();
  const [isEditing, setEditing] = useState(false);
  const change = useChangeCaption(mediaId, caption.id);
  const remove = useDeleteCaption(mediaId, caption.id);
  const { label } = caption;
  if (isEditing) {
    return (
      <li className="p-4">
        <CaptionForm
          initial={caption}
          saveLabel={t('save')}
          isBusy={change.isPending}
          error={change.error}
          onCancel={() => setEditing(false)}
          onSave={(draft) =>
            change.mutate(draft, {
              onSuccess: (saved) => {
                toast.success(t('saved', { label: saved.label }));
                setEditing(false);
              },
            })
          }
        />
      </li>
    );
  }
  return (
    <li className="grid grid-cols-1 gap-2 py-2.5 pr-2 pl-4">
      <div className="flex items-center gap-2">
        <Facts caption={caption} />
        <Button asChild look="quiet" size="icon" className="size-9">
          <a
            href={`${api.caption(mediaId, caption.id)}?download=1`}
            aria-label={t('download', { label })}
            title={t('download', { label })}
          >
            <Download aria-hidden className="size-4" />
          </a>
        </Button>
        <IconButton
          icon={Pencil}
          label={t('edit', { label })}
          onClick={() => {
            change.reset();
            setEditing(true);
          }}
        />
        <DeleteCaption
          label={label}
          isBusy={remove.isPending}
          onConfirm={() =>
            remove.mutate(undefined, { onSuccess: () => toast.success(t('deleted', { label })) })
          }
        />
      </div>
      {remove.error && <Notice tone="danger">{errorSentence(remove.error)}</Notice>}
    </li>
  );
}

function Facts({ caption }: { caption: Caption }) {
  const t = useTranslations('captions');
  const locale = useLocale();
  const { language, label, kind, isDefault, cueCount, byteSize } = caption;
  const facts = [
    languageName(language, locale),
    t(`kinds.${kind}`),
    t('lines', { count: cueCount }),
    formatBytes(byteSize, locale),
  ];
  return (
    <div className="mr-auto min-w-0">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 break-words font-medium text-sm">
        <span lang={language}>{label}</span>
        {isDefault && <Badge tone="neutral">{t('isDefault')}</Badge>}
      </p>
      <p className="text-ink-muted text-xs tabular-nums">{facts.join(' · ')}</p>
    </div>
  );
}

type DeleteCaptionProps = { label: string; isBusy: boolean; onConfirm: () => void };

function DeleteCaption({ label, isBusy, onConfirm }: DeleteCaptionProps) {
  const t = useTranslations('captions');
  const app = useTranslations('app');
  return (
    <ConfirmDialog
      trigger={<IconButton icon={Trash2} label={t('delete', { label })} disabled={isBusy} />}
      title={t('deleteTitle', { label })}
      text={t('deleteText')}
      confirmLabel={t('deleteConfirm')}
      cancelLabel={app('cancel')}
      onConfirm={onConfirm}
    />
  );
}
