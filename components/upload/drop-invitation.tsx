'use client';
// Asks for a file and says beforehand what may be given.
import { ImagePlus, Upload } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { classNames } from '#components/ui/class-names.ts';
import { formatBytes } from '#lib/client/format.ts';
import { formatNames, type PurposePolicy } from '#lib/shared/upload-policy.ts';

type DropInvitationProps = {
  policy: PurposePolicy;
  isDropTarget: boolean;
  isInvalid: boolean;
  maxFiles: number;
  onChoose: () => void;
};

export function DropInvitation(props: DropInvitationProps) {
  const { policy, isDropTarget, isInvalid, maxFiles, onChoose } = props;
  const t = useTranslations('upload');
  const locale = useLocale();
  const Icon = policy.type === 'image' ? ImagePlus : Upload;
  return (
    <div
      className={classNames(
        'grid aspect-video cursor-pointer place-content-center justify-items-center gap-2 rounded-lg border border-dashed px-5 text-center transition-colors duration-150',
        isDropTarget ? 'border-accent bg-accent-soft' : 'bg-canvas hover:border-accent',
        !isDropTarget && (isInvalid ? 'border-danger' : 'border-line-strong'),
      )}
    >
      <Icon
        aria-hidden
        className={classNames(
          'size-7 text-accent transition-transform duration-200 ease-settle',
          isDropTarget && '-translate-y-1',
        )}
      />
      <p className="text-balance text-sm">
        {isDropTarget ? (
          t('dropHere')
        ) : (
          <>
            {t('drop')}{' '}
            <button
              type="button"
              onClick={(event) => {
                // The zone around it opens the picker on a click too.
                event.stopPropagation();
                onChoose();
              }}
              className="rounded-sm font-medium text-accent underline underline-offset-3"
            >
              {t('choose')}
            </button>
          </>
        )}
      </p>
      <p className="text-balance text-ink-muted text-xs">
        {t('limits', {
          formats: formatNames(policy).join(', '),
          size: formatBytes(policy.maxBytes, locale),
          count: maxFiles,
        })}
      </p>
    </div>
  );
}
