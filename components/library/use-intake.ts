'use client';
// Takes files into the library and remembers what came of the last lot.
import { useState } from 'react';
import {
  type Intake,
  type LibraryPolicies,
  type LibraryPurpose,
  sortFiles,
} from '#lib/client/library-intake.ts';
import { uploadQueue } from '#lib/client/upload/browser-engine.ts';
import { usePurposePolicy } from '#lib/client/upload/policy-context.ts';

export function useLibraryPolicies(): LibraryPolicies {
  return {
    'media.image': usePurposePolicy('media.image'),
    'media.video': usePurposePolicy('media.video'),
    'media.audio': usePurposePolicy('media.audio'),
  } satisfies Record<LibraryPurpose, unknown>;
}

type IntakeState = {
  /** What came of the last lot, until it is dismissed. */
  last: Intake | null;
  take: (files: readonly File[]) => void;
  dismiss: () => void;
};

export function useIntake(): IntakeState {
  const policies = useLibraryPolicies();
  const [last, setLast] = useState<Intake | null>(null);
  const take = (files: readonly File[]) => {
    const intake = sortFiles(files, policies);
    setLast(intake);
    if (intake.taken.length > 0) {
      uploadQueue.add(intake.taken.map((each) => ({ ...each, slot: null, page: null })));
    }
  };
  return { last, take, dismiss: () => setLast(null) };
}
