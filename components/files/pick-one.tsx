'use client';
// The library in a window, for a place of a form where one file fits.
import { useTranslations } from 'next-intl';
import { WorkDialog } from '#components/ui/work-dialog.tsx';
import type { Media } from '#lib/shared/schemas/media.ts';
import type { MediaType } from '#lib/shared/upload-policy.ts';
import { LibraryPicker } from './library-picker.tsx';
import { LibraryFooter } from './manager-footers.tsx';
import { useLibraryChoice } from './use-library-choice.ts';

type PickOneProps = {
  /** What the place is called. */
  label: string;
  type: MediaType;
  /** The file that is there already. */
  value: string | null;
  onPick: (media: Media) => void;
  onClose: () => void;
};

/** Open as long as it is there. */
export function PickOne({ label, type, value, onPick, onClose }: PickOneProps) {
  const t = useTranslations('fileManager');
  const choice = useLibraryChoice(1, true);
  const take = () => {
    for (const media of choice.media) onPick(media);
    onClose();
  };
  return (
    <WorkDialog
      title={label}
      closeLabel={t('close')}
      onClose={onClose}
      footer={<LibraryFooter choice={choice} maxFiles={1} onBack={onClose} onTake={take} />}
    >
      <LibraryPicker type={type} choice={choice} listedIds={new Set([value])} />
    </WorkDialog>
  );
}
