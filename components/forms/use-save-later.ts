'use client';
// Saves a form by itself once its files have been uploaded, when somebody asked for that.
import { useEffect, useRef, useState } from 'react';
import { formUploads } from '#lib/client/upload/use-form-uploads.ts';

type SaveLaterOptions = {
  place: string;
  isUploading: boolean;
  submit: () => Promise<void>;
  /** Checks the fields, and shows what is wrong with them. */
  check: () => Promise<boolean>;
};

export type SaveLater = {
  /** `stopped`: a file did not arrive, and saving without it was not what was asked for. */
  state: 'no' | 'waiting' | 'stopped';
  begin: () => Promise<void>;
  cancel: () => void;
};

export function useSaveLater({ place, isUploading, submit, check }: SaveLaterOptions): SaveLater {
  const [state, setState] = useState<SaveLater['state']>('no');
  const latest = useRef(submit);
  useEffect(() => {
    latest.current = submit;
  });
  useEffect(() => {
    if (state !== 'waiting' || isUploading) return;
    const isMissing = formUploads(place).some(
      ({ state }) => state.name === 'failed' && state.failure.during === 'upload',
    );
    setState(isMissing ? 'stopped' : 'no');
    if (!isMissing) void latest.current();
  }, [state, isUploading, place]);
  return {
    state,
    begin: async () => {
      if (await check()) setState('waiting');
    },
    cancel: () => setState('no'),
  };
}
