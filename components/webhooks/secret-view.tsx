'use client';
// A secret that is shown once, and what it is for.
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import { CopyField } from '#components/ui/copy-field.tsx';
import { Notice } from '#components/ui/notice.tsx';

export function SecretView({ secret, onDone }: { secret: string; onDone: () => void }) {
  const t = useTranslations('webhooks');
  const view = useRef<HTMLDivElement>(null);
  // What had the focus is gone; what comes next is to copy.
  useEffect(() => view.current?.querySelector('button')?.focus(), []);
  return (
    <div ref={view} className="grid grid-cols-1 gap-5">
      <Notice tone="notice">{t('once')}</Notice>
      <CopyField
        label={t('secret')}
        value={secret}
        copyLabel={t('copySecret')}
        copiedText={t('copied')}
      />
      <p className="text-ink-muted text-sm">{t('verify')}</p>
      <div className="flex justify-end">
        <Button onClick={onDone}>{t('done')}</Button>
      </div>
    </div>
  );
}
