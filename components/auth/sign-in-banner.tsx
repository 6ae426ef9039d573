'use client';
// Says, on every page, that uploads wait for a login.
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { contentId } from '#components/layout/skip-link.tsx';
import { Button } from '#components/ui/button.tsx';
import { waitsForLogin } from '#components/upload/upload-acts.ts';
import { useSomeUpload } from '#lib/client/upload/use-uploads.ts';
import { useSignInAgain } from './sign-in-again.tsx';

export function SignInBanner() {
  const t = useTranslations('signIn');
  const isNeeded = useSomeUpload(waitsForLogin);
  const signInAgain = useSignInAgain();
  const wasNeeded = useRef(isNeeded);
  useEffect(() => {
    // The button takes the focus with it when it goes.
    if (wasNeeded.current && !isNeeded && document.activeElement === document.body) {
      document.getElementById(contentId)?.focus({ preventScroll: true });
    }
    wasNeeded.current = isNeeded;
  }, [isNeeded]);
  return (
    <div role="status">
      {isNeeded && (
        <div className="border-line border-t bg-notice-soft">
          <div className="mx-auto flex max-w-6xl items-center justify-between gap-4 px-4 py-2 sm:px-6">
            <p className="text-notice text-sm">{t('againBanner')}</p>
            <Button look="secondary" size="small" onClick={signInAgain}>
              {t('submit')}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}
