'use client';
// Whether what was typed is on the server: quietly while it is, clearly when it is not.
import { useLocale, useTranslations } from 'next-intl';
import { useSignInAgain } from '#components/auth/sign-in-again.tsx';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { isTooMany } from '#lib/client/draft-keeper.ts';
import { formatSince } from '#lib/client/format.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { AppError } from '#lib/shared/errors.ts';
import type { FormDraft } from './use-draft.ts';

export function DraftLine({ draft: { state, keeper } }: { draft: FormDraft }) {
  const t = useTranslations('form');
  const locale = useLocale();
  if (state.name === 'failed') {
    return <NotKept error={state.error} onTryAgain={() => keeper.tryAgain()} />;
  }
  if (state.name === 'over') return <Notice tone="notice">{t('draft.over')}</Notice>;
  const savedAt = state.name === 'saved' ? state.at : state.name === 'changed' && state.savedAt;
  if (!savedAt) return null;
  return (
    <p className="text-center text-ink-muted text-xs tabular-nums">
      {t('draft.saved', { time: formatSince(savedAt, new Date(), locale) })}
    </p>
  );
}

function NotKept({ error, onTryAgain }: { error: unknown; onTryAgain: () => void }) {
  const t = useTranslations('form');
  const app = useTranslations('app');
  const upload = useTranslations('upload');
  const errorSentence = useErrorSentence();
  const signInAgain = useSignInAgain();
  const isSignedOut = error instanceof AppError && error.code === 'unauthenticated';
  return (
    <Notice tone="danger">
      <p>{t('draft.failed')}</p>
      <p className="mt-1">{isTooMany(error) ? t('draft.tooMany') : errorSentence(error)}</p>
      <Button
        look="secondary"
        size="small"
        className="mt-2"
        onClick={isSignedOut ? signInAgain : onTryAgain}
      >
        {isSignedOut ? upload('signIn') : app('retry')}
      </Button>
    </Notice>
  );
}
