// The process that decodes one HEIC picture: told which by the one that started it, gone when that is gone.
import 'server-only';
import { getPriority, setPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { HeicAnswer, HeicJob } from './heic-job.ts';

/** As media work everywhere: behind pages. */
const niceness = 10;

// Threads take the priority of the one they are made by; raising it is not for everybody.
if (getPriority() < niceness) setPriority(niceness);

process.once('disconnect', () => process.exit(1));
process.once('message', (job: HeicJob) => {
  // Decoding keeps its thread to the end: one that hears nobody.
  const decoding = new Worker(new URL('./heic-thread.ts', import.meta.url), { workerData: job });
  decoding.once('message', (answer: HeicAnswer) => {
    process.send?.(answer, () => process.exit(0));
  });
});
