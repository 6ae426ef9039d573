'use client';
// What a token may do: each scope with a sentence.
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { FieldError } from '#components/ui/field.tsx';
import { type TokenScope, tokenScopes } from '#lib/shared/schemas/api-token.ts';

type ScopeChoiceProps = {
  isAdmin: boolean;
  scopes: readonly TokenScope[];
  error?: string;
  onChange: (scopes: TokenScope[]) => void;
};

export function ScopeChoice({ isAdmin, scopes, error, onChange }: ScopeChoiceProps) {
  const t = useTranslations('tokens');
  const id = useId();
  const offered = tokenScopes.filter((scope) => scope !== 'admin' || isAdmin);
  const toggle = (scope: TokenScope) =>
    onChange(
      scopes.includes(scope) ? scopes.filter((other) => other !== scope) : [...scopes, scope],
    );
  return (
    <fieldset aria-describedby={error && `${id}-error`} className="grid gap-2.5">
      <legend className="mb-1.5 font-medium text-sm">{t('scopesLegend')}</legend>
      {offered.map((scope) => (
        <label
          key={scope}
          className="flex cursor-pointer items-start gap-3 rounded-md border border-line px-3.5 py-3 transition-colors hover:border-line-strong has-checked:border-accent has-checked:bg-accent-soft/50"
        >
          <input
            type="checkbox"
            checked={scopes.includes(scope)}
            aria-labelledby={`${id}-${scope}`}
            aria-describedby={`${id}-${scope}-hint`}
            onChange={() => toggle(scope)}
            className="mt-0.75 size-4.5 shrink-0 cursor-pointer accent-accent"
          />
          <span className="grid min-w-0">
            <span id={`${id}-${scope}`} className="font-medium text-sm">
              {t(`scopes.${scope}`)}
            </span>
            <span id={`${id}-${scope}-hint`} className="text-ink-muted text-xs">
              {t(`scopeHints.${scope}`)}
            </span>
          </span>
        </label>
      ))}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </fieldset>
  );
}
