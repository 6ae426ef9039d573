'use client';
// Signs a person in with e-mail and password.
import { signIn } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useIsHydrated } from '#lib/client/use-is-hydrated.ts';

/** What the server answers as `error`; anything else is said in general words. */
const known = ['invalid_credentials', 'rate_limited', 'disabled'] as const;
type Refusal = (typeof known)[number] | 'unreachable' | 'failed';

/** `callbackUrl` is a path of this app. */
export function SignInForm({ callbackUrl }: { callbackUrl: string }) {
  const t = useTranslations('signIn');
  const isHydrated = useIsHydrated();
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setBusy(true);
    setRefusal(null);
    const refused = await attempt(String(fields.get('email')), String(fields.get('password')));
    if (refused === null) {
      // A whole new page: nothing of what was cached for somebody else may stay.
      window.location.assign(callbackUrl);
      return;
    }
    setRefusal(refused);
    setBusy(false);
  }

  return (
    <form method="post" onSubmit={submit}>
      <fieldset disabled={!isHydrated} className="grid gap-5">
        {refusal && <Notice tone="danger">{t(refusal)}</Notice>}
        <Field label={t('email')}>
          {(control) => (
            <Input {...control} name="email" type="email" autoComplete="username" required />
          )}
        </Field>
        <Field label={t('password')}>
          {(control) => (
            <Input
              {...control}
              name="password"
              type="password"
              autoComplete="current-password"
              required
            />
          )}
        </Field>
        <Button type="submit" isBusy={isBusy}>
          {isBusy ? t('submitting') : t('submit')}
        </Button>
      </fieldset>
    </form>
  );
}

async function attempt(email: string, password: string): Promise<Refusal | null> {
  try {
    const result = await signIn('credentials', { email, password, redirect: false });
    if (result?.ok && !result.error) return null;
    return known.find((code) => code === result?.error) ?? 'failed';
  } catch {
    return 'unreachable';
  }
}
