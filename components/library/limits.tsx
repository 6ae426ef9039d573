'use client';
// What may be given, said before anything is picked.
import { useLocale, useTranslations } from 'next-intl';
import { formatBytes } from '#lib/client/format.ts';
import { libraryPurposes } from '#lib/client/library-intake.ts';
import { formatNames } from '#lib/shared/upload-policy.ts';
import { typeIcons } from './type-icons.ts';
import { useLibraryPolicies } from './use-intake.ts';

export function Limits() {
  const t = useTranslations('library');
  const locale = useLocale();
  const policies = useLibraryPolicies();
  return (
    <dl className="grid gap-x-6 gap-y-2.5 border-line border-t px-5 py-4 text-xs sm:grid-cols-3 sm:px-6">
      {libraryPurposes.map((purpose) => {
        const policy = policies[purpose];
        const Icon = typeIcons[policy.type];
        return (
          <div key={purpose} className="relative pl-6.5">
            <dt className="font-medium">
              <Icon aria-hidden className="absolute top-px left-0 size-4 text-ink-muted" />
              {t('limit', {
                type: t(`types.${policy.type}`),
                size: formatBytes(policy.maxBytes, locale),
              })}
            </dt>
            <dd className="text-ink-muted">{formatNames(policy).join(', ')}</dd>
          </div>
        );
      })}
    </dl>
  );
}
