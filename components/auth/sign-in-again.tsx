'use client';
// Signs the same person in again without leaving the page: uploads and what was typed stay.
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';
import { flushSync } from 'react-dom';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { tellSignedIn } from '#lib/client/signed-in.ts';
import { uploadQueue } from '#lib/client/upload/browser-engine.ts';
import { pages } from '#lib/shared/paths.ts';
import { PasswordField } from './password-field.tsx';
import { useSignIn } from './use-sign-in.ts';

const SignInAgainContext = createContext<() => void>(() => undefined);

/** Answers a function that opens the dialog. */
export function useSignInAgain(): () => void {
  return useContext(SignInAgainContext);
}

type SignInAgainProviderProps = {
  /** Of the person these pages were made for. */
  email: string;
  children: ReactNode;
};

export function SignInAgainProvider({ email, children }: SignInAgainProviderProps) {
  const t = useTranslations('signIn');
  const [isOpen, setOpen] = useState(false);
  const open = useCallback(() => setOpen(true), []);
  const close = () => setOpen(false);
  const goOn = () => {
    flushSync(close);
    // Once the focus is back on what opened the dialog: going on may take that away, and whoever
    // looks after the focus there has to see it.
    setTimeout(() => {
      uploadQueue.signedIn();
      tellSignedIn();
    });
  };
  return (
    <SignInAgainContext value={open}>
      {children}
      {isOpen && (
        <Dialog title={t('againTitle')} closeLabel={t('againClose')} width="narrow" onClose={close}>
          <SignInAgainForm email={email} onSignedIn={goOn} />
        </Dialog>
      )}
    </SignInAgainContext>
  );
}

type SignInAgainFormProps = { email: string; onSignedIn: () => void };

function SignInAgainForm({ email, onSignedIn }: SignInAgainFormProps) {
  const t = useTranslations('signIn');
  const pathname = usePathname();
  const { submit, isBusy, refusal } = useSignIn(onSignedIn);
  return (
    <form method="post" onSubmit={submit} className="grid gap-5">
      <p className="text-ink-muted">{t('againText')}</p>
      {refusal && <Notice tone="danger">{t(refusal)}</Notice>}
      <Field label={t('email')}>
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            autoComplete="username"
            value={email}
            readOnly
          />
        )}
      </Field>
      <PasswordField isFirst />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Link
          href={pages.signIn(pathname)}
          className="rounded-sm text-accent text-sm underline underline-offset-3"
        >
          {t('somebodyElse')}
        </Link>
        <Button type="submit" isBusy={isBusy}>
          {isBusy ? t('submitting') : t('submit')}
        </Button>
      </div>
    </form>
  );
}
