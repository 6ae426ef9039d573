// Says an error in the reader's language.
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { AppError } from '#lib/shared/errors.ts';
import { NetworkError } from './network-error.ts';
import { StoreRefusal } from './upload/put-blob.ts';

/** Answers a function from anything thrown to a sentence a person can act on. */
export function useErrorSentence(): (error: unknown) => string {
  const t = useTranslations('errors');
  return useCallback(
    (error) => {
      if (error instanceof AppError) return t(error.code);
      if (error instanceof NetworkError) return t('network');
      if (error instanceof StoreRefusal) return t('store_refused');
      return t('internal');
    },
    [t],
  );
}
