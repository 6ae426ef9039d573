// What a page notes about itself while it is measured.
import type { Page } from 'playwright';

type Marks = {
  /** When a file was first chosen, in milliseconds since 1970. */
  droppedAt: number | null;
  longTasks: { startedAt: number; ms: number }[];
};

declare global {
  interface Window {
    benchMarks?: Marks;
  }
}

/** To be called before the page is opened. */
export async function markPage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const marks: Marks = { droppedAt: null, longTasks: [] };
    window.benchMarks = marks;
    const clock = (time: number) => performance.timeOrigin + time;
    const noteDrop = ({ target }: Event) => {
      if (target instanceof HTMLInputElement && target.type === 'file') {
        marks.droppedAt ??= clock(performance.now());
      }
    };
    // Before anybody in the page hears of it.
    window.addEventListener('input', noteDrop, true);
    window.addEventListener('change', noteDrop, true);
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) {
        marks.longTasks.push({ startedAt: clock(startTime), ms: duration });
      }
    }).observe({ type: 'longtask', buffered: true });
  });
}

/** What the page noted so far. */
export function readMarks(page: Page): Promise<Marks | undefined> {
  return page.evaluate(() => window.benchMarks);
}
