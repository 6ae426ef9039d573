'use client';
// Goes on with uploads of an earlier visit by picking their files again.
import { useCallback, useState } from 'react';
import { uploadQueue } from '#lib/client/upload/browser-engine.ts';
import type { Upload } from '#lib/client/upload/upload.ts';
import { chooseFiles } from './choose-files.ts';
import { matchFiles, waitsForFile } from './match-files.ts';

/** What did not fit: the files picked, and the upload they were picked for, if it was one. */
export type Mismatch = { fileNames: string[]; wanted: Upload | null };

export function usePickAgain() {
  const [mismatch, setMismatch] = useState<Mismatch | null>(null);
  /** Several files may be picked; each goes to the upload it belongs to. */
  const pickAgain = useCallback(async (wanted?: Upload) => {
    setMismatch(null);
    const files = await chooseFiles();
    if (files.length === 0) return;
    const uploads = uploadQueue.snapshot().filter(waitsForFile);
    const matches = matchFiles(uploads, files, wanted);
    for (const { upload, file } of matches) uploadQueue.goOn(upload.id, file);
    const isAnswered = wanted ? matches.some(({ upload }) => upload.id === wanted.id) : true;
    const strangers = files.filter((file) => !matches.some((match) => match.file === file));
    if (!isAnswered || strangers.length > 0) {
      const fileNames = strangers.map(({ name }) => name);
      setMismatch({ fileNames, wanted: isAnswered ? null : (wanted ?? null) });
    }
  }, []);
  return { pickAgain, mismatch };
}
