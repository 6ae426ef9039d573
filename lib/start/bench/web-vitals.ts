// What a page does to whoever looks at it, as browsers measure it: LCP, CLS, INP (web.dev/vitals).
import type { Page } from 'playwright';

export type Vitals = {
  /** Until the largest thing in sight was drawn, in milliseconds since the navigation. */
  lcpMs: number;
  /** The worst burst of things that moved by themselves. */
  cls: number;
  /** The slowest answer to a click or a key, in milliseconds; 0 when there was none. */
  inpMs: number;
};

declare global {
  interface Window {
    benchVitals?: Vitals;
  }
}

/** Bursts of shifts end after a second without one, or after five. */
const burstGapMs = 1000;
const longestBurstMs = 5000;
/** Chromium tells of no event that was faster. */
const fastestEventMs = 16;

/** Begins to measure; what the browser kept from before counts, too. */
export async function watchVitals(page: Page): Promise<void> {
  await page.evaluate(
    ({ burstGapMs, longestBurstMs, fastestEventMs }) => {
      const vitals: Vitals = { lcpMs: 0, cls: 0, inpMs: 0 };
      window.benchVitals = vitals;
      const watch = (options: PerformanceObserverInit, note: (entry: PerformanceEntry) => void) =>
        new PerformanceObserver((list) => list.getEntries().forEach(note)).observe(options);
      watch({ type: 'largest-contentful-paint', buffered: true }, ({ startTime }) => {
        vitals.lcpMs = startTime;
      });
      let burst = { startedAt: 0, endedAt: 0, score: 0 };
      watch({ type: 'layout-shift', buffered: true }, (entry) => {
        const { startTime, value, hadRecentInput } = entry as PerformanceEntry & {
          value: number;
          hadRecentInput: boolean;
        };
        if (hadRecentInput) return;
        const isOver =
          startTime - burst.endedAt > burstGapMs || startTime - burst.startedAt > longestBurstMs;
        if (isOver) burst = { startedAt: startTime, endedAt: startTime, score: 0 };
        burst = { ...burst, endedAt: startTime, score: burst.score + value };
        vitals.cls = Math.max(vitals.cls, burst.score);
      });
      const events = { type: 'event', durationThreshold: fastestEventMs, buffered: true };
      watch(events, (entry) => {
        const { duration, interactionId = 0 } = entry as PerformanceEntry & {
          interactionId?: number;
        };
        if (interactionId > 0) vitals.inpMs = Math.max(vitals.inpMs, duration);
      });
    },
    { burstGapMs, longestBurstMs, fastestEventMs },
  );
}

export async function readVitals(page: Page): Promise<Vitals> {
  const vitals = await page.evaluate(() => window.benchVitals);
  if (!vitals) throw new Error('Nobody watches this page.');
  return vitals;
}

/** How long frames take while that goes on, in milliseconds: the middle one and the slowest of twenty. */
export async function framesDuring(
  page: Page,
  work: () => Promise<void>,
): Promise<{ p50: number; p95: number }> {
  const frames = await page.evaluateHandle(() => {
    const taken = { isOver: false, ms: [] as number[] };
    let before = performance.now();
    const note = (now: number) => {
      taken.ms.push(now - before);
      before = now;
      if (!taken.isOver) requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
    return taken;
  });
  await work();
  const ms = await frames.evaluate((taken) => {
    taken.isOver = true;
    return taken.ms.slice(1).sort((a, b) => a - b);
  });
  const at = (share: number) => ms[Math.floor(ms.length * share)] ?? 0;
  return { p50: at(0.5), p95: at(0.95) };
}
