'use client';
// The field for the password one has.
import { useTranslations } from 'next-intl';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';

/** In a dialog it can be where the typing starts. */
export function PasswordField({ isFirst = false }: { isFirst?: boolean }) {
  const t = useTranslations('signIn');
  return (
    <Field label={t('password')}>
      {(control) => (
        <Input
          {...control}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          data-first-focus={isFirst || undefined}
        />
      )}
    </Field>
  );
}
