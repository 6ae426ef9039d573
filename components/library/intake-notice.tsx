'use client';
// What came of the files that were brought in last: how many were taken, which were not, and why.
import { X } from 'lucide-react';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { formatBytes } from '#lib/client/format.ts';
import { type Intake, libraryPurposes, type Refusal } from '#lib/client/library-intake.ts';
import { formatNames, maxFilesAtOnce } from '#lib/shared/upload-policy.ts';
import { useLibraryPolicies } from './use-intake.ts';

type IntakeNoticeProps = { intake: Intake | null; onDismiss: () => void };

/** More names would push the page away and help nobody. */
const namesAtMost = 100;

export function IntakeNotice({ intake, onDismiss }: IntakeNoticeProps) {
  const t = useTranslations('library');
  const added = intake && intake.taken.length > 0 ? t('added', { count: intake.taken.length }) : '';
  return (
    <>
      <p role="status" className="sr-only">
        {added}
      </p>
      {intake && hasComplaint(intake) && (
        <div className="relative mb-6">
          <Notice tone="danger">
            <div className="pr-9">
              <Complaint intake={intake} />
            </div>
          </Notice>
          <Button
            look="quiet"
            size="icon"
            aria-label={t('dismiss')}
            onClick={onDismiss}
            className="absolute top-1 right-1"
          >
            <X aria-hidden className="size-4.5" />
          </Button>
        </div>
      )}
    </>
  );
}

function hasComplaint({ taken, refusals, tooMany }: Intake): boolean {
  return taken.length === 0 || refusals.length > 0 || tooMany !== null;
}

function Complaint({ intake: { refusals, tooMany } }: { intake: Intake }): ReactNode {
  const t = useTranslations('library');
  if (tooMany !== null) return t('tooMany', { count: tooMany, limit: maxFilesAtOnce });
  if (refusals.length === 0) return t('nothingToAdd');
  const count = refusals.reduce((sum, { fileNames }) => sum + fileNames.length, 0);
  return (
    <>
      <p className="font-medium">{t('refused', { count })}</p>
      <dl className="mt-1.5 grid gap-1.5">
        {refusals.map((refusal) => (
          <RefusedFiles key={keyOf(refusal)} refusal={refusal} />
        ))}
      </dl>
    </>
  );
}

function RefusedFiles({ refusal }: { refusal: Refusal }) {
  const t = useTranslations('library');
  const format = useFormatter();
  const reason = useReason();
  const shown = refusal.fileNames.slice(0, namesAtMost);
  const rest = refusal.fileNames.length - shown.length;
  const names = rest > 0 ? [...shown, t('more', { count: rest })] : shown;
  return (
    <div>
      <dt className="text-ink-muted">{reason(refusal)}</dt>
      <dd className="break-words text-ink">{format.list(names, { type: 'conjunction' })}</dd>
    </div>
  );
}

/** Answers a function that says why files were not taken and what would be. */
function useReason(): (refusal: Refusal) => string {
  const t = useTranslations('library');
  const locale = useLocale();
  const policies = useLibraryPolicies();
  return (refusal) => {
    if (refusal.reason === 'empty') return t('reasons.empty');
    if (refusal.reason === 'tooLarge') {
      const { type, maxBytes } = policies[refusal.purpose];
      const limit = formatBytes(maxBytes, locale);
      return t('reasons.tooLarge', { type: t(`types.${type}`), limit });
    }
    const formats = libraryPurposes.flatMap((purpose) => formatNames(policies[purpose]));
    return t('reasons.type', { formats: formats.join(', ') });
  };
}

function keyOf(refusal: Refusal): string {
  return refusal.reason === 'tooLarge' ? refusal.purpose : refusal.reason;
}
