'use client';
// Takes pictures of which each becomes a photo by itself.
import { useState } from 'react';
import { type RefusedFile, sortForForm } from '#lib/client/form-intake.ts';
import { newId } from '#lib/client/new-id.ts';
import { dropSlot } from '#lib/client/photo-maker.ts';
import { uploadQueue } from '#lib/client/upload/browser-engine.ts';
import { usePurposePolicy } from '#lib/client/upload/policy-context.ts';
import { pages } from '#lib/shared/paths.ts';
import { maxFilesAtOnce } from '#lib/shared/upload-policy.ts';

const purpose = 'photo.image';

export function usePhotoIntake() {
  const policy = usePurposePolicy(purpose);
  const [refused, setRefused] = useState<readonly RefusedFile[]>([]);
  return {
    policy,
    /** Of those that were brought last. */
    refused,
    /** They travel on, wherever the person goes. Answers how many were taken. */
    take(files: readonly File[]): number {
      const intake = sortForForm(files, policy, maxFilesAtOnce);
      setRefused(intake.refused);
      uploadQueue.add(
        intake.taken.map((file) => ({
          ...{ file, purpose },
          slot: dropSlot(newId()),
          page: pages.photos(),
        })),
      );
      return intake.taken.length;
    },
  };
}
