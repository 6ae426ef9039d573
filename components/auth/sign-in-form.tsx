'use client';
// Signs a person in with e-mail and password.
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useIsHydrated } from '#lib/client/use-is-hydrated.ts';
import { PasswordField } from './password-field.tsx';
import { useSignIn } from './use-sign-in.ts';

/** `callbackUrl` is a path of this app. */
export function SignInForm({ callbackUrl }: { callbackUrl: string }) {
  const t = useTranslations('signIn');
  const isHydrated = useIsHydrated();
  // A whole new page: nothing of what was cached for somebody else may stay.
  const { submit, isBusy, refusal } = useSignIn(() => window.location.assign(callbackUrl));

  return (
    <form method="post" onSubmit={submit}>
      <fieldset disabled={!isHydrated} className="grid gap-5">
        {refusal && <Notice tone="danger">{t(refusal)}</Notice>}
        <Field label={t('email')}>
          {(control) => (
            <Input {...control} name="email" type="email" autoComplete="username" required />
          )}
        </Field>
        <PasswordField />
        <Button type="submit" isBusy={isBusy}>
          {isBusy ? t('submitting') : t('submit')}
        </Button>
      </fieldset>
    </form>
  );
}
