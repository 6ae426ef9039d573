'use client';
// The figures of uploads, kept up to date.
import { useState } from 'react';
import type { Upload } from '#lib/client/upload/upload.ts';
import { useUploads } from '#lib/client/upload/use-uploads.ts';
import { emptyBatch, nextBatch, type QueueSummary, summaryOf } from './queue-summary.ts';

/** Of all of them. */
export function useQueueSummary(): QueueSummary {
  return useSummaryOf(useUploads());
}

export function useSummaryOf(uploads: readonly Upload[]): QueueSummary {
  const [batch, setBatch] = useState(emptyBatch);
  const next = nextBatch(batch, uploads);
  if (next !== batch) setBatch(next);
  return summaryOf(uploads, next);
}
