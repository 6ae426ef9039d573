// A page as somebody meets it: opened some times, then worked with, against the aims for Web Vitals.
import type { Page } from 'playwright';
import { type Figure, median } from './figures.ts';
import type { Stage } from './stage.ts';
import { openStudioBrowser } from './studio-browser.ts';
import { readVitals, type Vitals, watchVitals } from './web-vitals.ts';

const pageLoads = 5;
/** So long after it was loaded, things may still move. */
const restMs = 500;
/** What was asked last is answered and drawn. */
const lastAnswerMs = 1000;
const aims = { lcpMs: 2000, inpMs: 200, cls: 0.05 };

/** LCP as half of the visits see it at most; CLS of the worst, or of the work; INP of the work. */
export async function visitPage(
  stage: Stage,
  input: { what: string; path: string; work: (page: Page) => Promise<void> },
): Promise<Figure[]> {
  const { what, path, work } = input;
  const browser = await openStudioBrowser({
    appUrl: stage.app.url,
    person: stage.person,
    executablePath: stage.browserPath,
  });
  try {
    const loads: Vitals[] = [];
    for (let load = 0; load < pageLoads; load += 1) {
      const { page, close } = await browser.open(path);
      await watchVitals(page);
      await page.waitForTimeout(restMs);
      loads.push(await readVitals(page));
      await close();
    }
    const { page, close } = await browser.open(path);
    await watchVitals(page);
    await work(page);
    await page.waitForTimeout(lastAnswerMs);
    const used = await readVitals(page);
    await close();
    return figuresOf(what, loads, used);
  } finally {
    await browser.close();
  }
}

function figuresOf(what: string, loads: Vitals[], used: Vitals): Figure[] {
  const lcpMs = median(loads.map((load) => load.lcpMs));
  const cls = Math.max(used.cls, ...loads.map((load) => load.cls));
  return [
    {
      what: `(l) ${what}: LCP`,
      measured: `${lcpMs.toFixed(0)} ms`,
      ...{ aim: `< ${aims.lcpMs} ms`, isMet: lcpMs < aims.lcpMs },
    },
    {
      what: `(l) ${what}, loaded and worked with: CLS`,
      measured: cls.toFixed(3),
      ...{ aim: `< ${aims.cls}`, isMet: cls < aims.cls },
    },
    {
      what: `(l) ${what}, its slowest answer to a click or a key: INP`,
      measured: `${used.inpMs.toFixed(0)} ms`,
      ...{ aim: `< ${aims.inpMs} ms`, isMet: used.inpMs < aims.inpMs },
    },
  ];
}

/** Types as a person does, key by key. */
export async function typeInto(page: Page, label: string, text: string): Promise<void> {
  const field = page.getByRole('textbox', { name: label, exact: true });
  await field.click();
  await field.pressSequentially(text, { delay: 40 });
}
