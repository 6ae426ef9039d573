'use client';
// The window in which a token is made, and its secret shown: this once.
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Dialog } from '#components/ui/dialog.tsx';
import type { MadeToken } from '#lib/shared/schemas/api-token.ts';
import { MadeTokenView } from './made-token-view.tsx';
import { TokenForm } from './token-form.tsx';

export function NewToken({ isAdmin, onClose }: { isAdmin: boolean; onClose: () => void }) {
  const t = useTranslations('tokens');
  const [made, setMade] = useState<MadeToken>();
  return (
    <Dialog
      title={made ? t('madeTitle', { name: made.name }) : t('new')}
      closeLabel={t('close')}
      width={made ? 'wide' : 'narrow'}
      onClose={onClose}
    >
      {made ? (
        <MadeTokenView made={made} onDone={onClose} />
      ) : (
        <TokenForm isAdmin={isAdmin} onMade={setMade} onCancel={onClose} />
      )}
    </Dialog>
  );
}
