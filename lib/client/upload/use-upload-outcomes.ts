// Tells about uploads that got somewhere, once each.
import { useEffect, useRef } from 'react';
import { uploadEngine } from './browser-engine.ts';
import { isStored, type Upload } from './upload.ts';

export type UploadOutcome = 'stored' | 'ready' | 'failed';

/** Calls `onOutcome` when a file was stored, became ready or failed; never for mere progress. */
export function useUploadOutcomes(onOutcome: (outcome: UploadOutcome, upload: Upload) => void) {
  const latest = useRef(onOutcome);
  useEffect(() => {
    latest.current = onOutcome;
  });
  useEffect(() => {
    let before = new Map(uploadEngine.snapshot().map((upload) => [upload.id, outcomeOf(upload)]));
    return uploadEngine.subscribe(() => {
      const uploads = uploadEngine.snapshot();
      const now = new Map(uploads.map((upload) => [upload.id, outcomeOf(upload)]));
      const changed = uploads.filter(({ id }) => now.get(id) !== before.get(id));
      before = now;
      for (const upload of changed) {
        const outcome = outcomeOf(upload);
        if (outcome) latest.current(outcome, upload);
      }
    });
  }, []);
}

function outcomeOf(upload: Upload): UploadOutcome | null {
  if (upload.state.name === 'ready' || upload.state.name === 'failed') return upload.state.name;
  return isStored(upload) ? 'stored' : null;
}
