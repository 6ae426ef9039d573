'use client';
// The figures of all uploads, kept up to date.
import { useState } from 'react';
import { useUploads } from '#lib/client/upload/use-uploads.ts';
import { emptyBatch, nextBatch, type QueueSummary, summaryOf } from './queue-summary.ts';

export function useQueueSummary(): QueueSummary {
  const uploads = useUploads();
  const [batch, setBatch] = useState(emptyBatch);
  const next = nextBatch(batch, uploads);
  if (next !== batch) setBatch(next);
  return summaryOf(uploads, next);
}
