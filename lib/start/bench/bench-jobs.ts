// The benchmarks of the queue: beside bare calls and rows, one owner beside another, and after a kill.
import { benchJobsFairness } from './bench-jobs-fairness.ts';
import { benchJobsResume } from './bench-jobs-resume.ts';
import { benchJobsSpeed } from './bench-jobs-speed.ts';
import type { Bench } from './stage.ts';

export const jobsBenches: Record<string, Bench> = {
  'jobs-speed': {
    tells: 'The queue with functions that do nothing: events, runs, steps',
    run: benchJobsSpeed,
  },
  'jobs-fairness': {
    tells: 'A thousand queued videos of two owners, with a step that sleeps',
    run: benchJobsFairness,
  },
  'jobs-resume': {
    tells: 'Kill -9 of the worker and of the runner in the middle of an encode',
    run: benchJobsResume,
  },
};
