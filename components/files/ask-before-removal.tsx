'use client';
// Asks before files are taken off the list, and says what becomes of them.
import { useTranslations } from 'next-intl';
import { Confirmation } from '#components/ui/confirm-dialog.tsx';
import { isFresh } from './tile-removal.ts';
import { useNameOf } from './use-name-of.ts';
import type { Tile } from './use-tiles.ts';

type AskBeforeRemovalProps = {
  leaving: readonly Tile[];
  onConfirm: () => void;
  onClose: () => void;
};

export function AskBeforeRemoval({ leaving, onConfirm, onClose }: AskBeforeRemovalProps) {
  const t = useTranslations('fileManager');
  const app = useTranslations('app');
  const nameOf = useNameOf();
  const fresh = leaving.filter(isFresh).length;
  const kept = leaving.length - fresh;
  return (
    <Confirmation
      title={t('removeTitle', { count: leaving.length, name: nameOf(leaving[0]) })}
      text={
        <>
          {fresh > 0 && t('removeFresh', { count: fresh })}
          {fresh > 0 && kept > 0 && ' '}
          {kept > 0 && t('removeKept', { count: kept })}
        </>
      }
      confirmLabel={t('removeConfirm')}
      cancelLabel={app('cancel')}
      onConfirm={onConfirm}
      onClose={onClose}
    />
  );
}
