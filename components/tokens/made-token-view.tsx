'use client';
// The secret of a token that was just made, and how to use it.
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import { CopyField } from '#components/ui/copy-field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { api } from '#lib/shared/paths.ts';
import type { MadeToken } from '#lib/shared/schemas/api-token.ts';

export function MadeTokenView({ made, onDone }: { made: MadeToken; onDone: () => void }) {
  const t = useTranslations('tokens');
  const view = useRef<HTMLDivElement>(null);
  // The form that had the focus is gone; what comes next is to copy.
  useEffect(() => view.current?.querySelector('button')?.focus(), []);
  return (
    <div ref={view} className="grid grid-cols-1 gap-5">
      <Notice tone="notice">{t('once')}</Notice>
      <CopyField
        label={t('secret')}
        value={made.token}
        copyLabel={t('copySecret')}
        copiedText={t('copied')}
      />
      <CopyField
        label={t('example')}
        value={exampleFor(made, window.location.origin)}
        copyLabel={t('copyExample')}
        copiedText={t('copied')}
        rows={4}
      />
      <div className="flex justify-end">
        <Button onClick={onDone}>{t('done')}</Button>
      </div>
    </div>
  );
}

/** Something this token may do. */
function exampleFor({ token, scopes }: MadeToken, origin: string): string {
  const curl = `curl --header "Authorization: Bearer ${token}"`;
  if (scopes.includes('read')) return `${curl} \\\n  ${origin}${api.media()}`;
  const body = `'{"fileName": "a.jpg", "size": 12345, "purpose": "media.image"}'`;
  return `${curl} \\\n  --json ${body} \\\n  ${origin}${api.uploads()}`;
}
