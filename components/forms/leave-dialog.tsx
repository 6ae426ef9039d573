'use client';
// Asks what becomes of a form that is left unsaved.
import { useTranslations } from 'next-intl';
import { AlertDialog as Primitive } from 'radix-ui';
import { useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useIsFormUploading } from '#lib/client/upload/use-form-uploads.ts';
import type { Leaving } from './use-leaving.ts';

export function LeaveDialog({ leaving, place }: { leaving: Leaving; place: string }) {
  const t = useTranslations('form');
  const isUploading = useIsFormUploading(place);
  const [isKeeping, setKeeping] = useState(false);
  const [isRefused, setRefused] = useState(false);
  const opener = useRef<Element | null>(null);
  const keep = async () => {
    setKeeping(true);
    const isKept = await leaving.keep();
    setKeeping(false);
    setRefused(!isKept);
  };
  return (
    <Primitive.Root open onOpenChange={(isOpen) => isOpen || leaving.stay()}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Primitive.Content
          onOpenAutoFocus={() => {
            opener.current = document.activeElement;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (opener.current instanceof HTMLElement) opener.current.focus();
          }}
          className="fixed inset-x-4 top-1/2 z-50 mx-auto max-w-lg -translate-y-1/2 rounded-xl border border-line bg-raised p-6 shadow-float"
        >
          <Primitive.Title className="font-semibold text-lg">{t('leave.title')}</Primitive.Title>
          <Primitive.Description className="mt-2 text-ink-muted">
            {t(isUploading ? 'leave.textUploading' : 'leave.text')}
          </Primitive.Description>
          {isRefused && (
            <div className="mt-4">
              <Notice tone="danger">{t('leave.notKept')}</Notice>
            </div>
          )}
          <div className="mt-6 grid grid-cols-1 gap-3 sm:flex sm:justify-end">
            <Primitive.Cancel asChild>
              <Button look="quiet">{t('leave.stay')}</Button>
            </Primitive.Cancel>
            <Button look="danger" onClick={leaving.discard}>
              {t('leave.discard')}
            </Button>
            <Button isBusy={isKeeping} onClick={() => void keep()}>
              {t('leave.keep')}
            </Button>
          </div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
