// How long the processing of one media still takes, told from how it went so far.
import type { MediaEvent } from '#lib/shared/schemas/media.ts';
import { ProgressMeter } from './upload/progress-meter.ts';

/** Only these take long enough for anybody to ask, and move steadily. */
const timedStages: readonly (string | null)[] = ['encode', 'rest'];
/** Hard scenes take longer than easy ones: the pace of a while says more than that of a moment. */
const pace = { memoryMs: 15_000, settlingMs: 4_000 };

export class ProcessingClock {
  #meter: ProgressMeter | null = null;
  #from = 0;
  #last = 0;

  /** Seconds left after this event, which was heard at `nowMs`; null while nobody can tell. */
  hear({ status, stage, progress }: MediaEvent, nowMs: number): number | null {
    if (status !== 'processing' || !timedStages.includes(stage)) {
      this.#meter = null;
      return null;
    }
    // A step that is repeated begins again.
    if (!this.#meter || progress < this.#last) {
      this.#meter = new ProgressMeter(1, nowMs, { alreadySent: progress, ...pace });
      this.#from = progress;
    }
    this.#last = progress;
    this.#meter.record(0, progress - this.#from, nowMs);
    return this.#meter.read(nowMs).secondsLeft;
  }
}
