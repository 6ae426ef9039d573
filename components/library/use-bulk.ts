'use client';
// Does something with all files that are chosen, and remembers which it could not be done with.
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { useBulkMedia } from '#lib/client/bulk-media.ts';
import type { BulkWish } from '#lib/client/bulk-requests.ts';
import type { Media, MediaAction } from '#lib/shared/schemas/media.ts';
import { forgetUploads } from './forget-uploads.ts';
import type { Choice } from './use-selection.ts';

/** What could not be done, and why, file by file. */
export type BulkTrouble = { action: MediaAction; failed: { media: Media; error: unknown }[] };

export function useBulk(choice: Choice) {
  const t = useTranslations('library.bulk');
  const bulk = useBulkMedia();
  const [trouble, setTrouble] = useState<BulkTrouble | null>(null);

  const act = ({ action, force = false }: Omit<BulkWish, 'ids'>) => {
    const { files } = choice;
    if (files.length === 0 || bulk.isPending) return;
    setTrouble(null);
    bulk.mutate(
      { ids: files.map(({ id }) => id), action, force },
      {
        onSuccess: (outcomes) => {
          const errors = new Map(outcomes.map(({ id, error }) => [id, error]));
          const failed = files.flatMap((media) => {
            const error = errors.get(media.id);
            return error === undefined ? [] : [{ media, error }];
          });
          const count = files.length - failed.length;
          if (count > 0) toast.success(t(`done.${action}`, { count }));
          if (failed.length > 0) setTrouble({ action, failed });
          // What is left to be seen to stays chosen.
          choice.choose(failed.map(({ media }) => media.id));
          if (action === 'delete') {
            forgetUploads(new Set(files.map(({ id }) => id).filter((id) => !errors.get(id))));
          }
        },
      },
    );
  };
  return { act, isBusy: bulk.isPending, trouble, dismiss: () => setTrouble(null) };
}
