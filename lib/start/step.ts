// A step of `npm run check` or `npm test`: what it is called, what it does, how it went.

export type Counts = { passed: number; failed: number; skipped: number };

export type Step = {
  name: string;
  /** Throwing counts as one failure with that message. */
  run(): Promise<Outcome>;
};

/** `details` is printed when something failed. */
export type Outcome = Counts & { details?: string };

export type StepResult = Outcome & { name: string; seconds: number };

/** One thing went well. */
export const passed: Outcome = { passed: 1, failed: 0, skipped: 0 };

/** One thing failed. */
export const failed = (details: string): Outcome => ({ passed: 0, failed: 1, skipped: 0, details });

/** One thing was not tried. */
export const skipped = (details: string): Outcome => ({
  passed: 0,
  failed: 0,
  skipped: 1,
  details,
});
