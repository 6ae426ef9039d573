// The library with 5,000 files: how soon its API answers, and what its page is like in a browser.
import type { Page } from 'playwright';
import { api, pages } from '#lib/shared/paths.ts';
import { type Figure, median } from './figures.ts';
import { enterLibrary } from './library-of.ts';
import type { Bench, Stage } from './stage.ts';
import { openStudioBrowser } from './studio-browser.ts';
import { framesDuring, readVitals, type Vitals, watchVitals } from './web-vitals.ts';

const fileCount = 5_000;
/** Each question in turn, so that a noisy moment hits all. */
const askedTimes = 60;
const pageLoads = 5;
const pagesBeforeDeep = 40;
const aims = { lcpMs: 2000, inpMs: 200, cls: 0.05 };

export const libraryBenches: Record<string, Bench> = {
  'library-api': { tells: 'A library of 5,000 files: its API', run: benchApi },
  'library-page': { tells: 'A library of 5,000 files: its page', run: benchPage },
};

type List = { count: number; next: string | null };

/** Once, whichever of the two is asked for first. */
async function stock({ app, person, studio }: Stage): Promise<void> {
  const { count } = await studio.request<List>('GET', api.media());
  if (count >= fileCount) return;
  await enterLibrary({
    databaseUrl: app.variables.DATABASE_URL ?? '',
    email: person.email,
    count: fileCount,
  });
}

async function benchApi(stage: Stage): Promise<Figure[]> {
  await stock(stage);
  const ask = (search: string) => stage.studio.request<List>('GET', `${api.media()}?${search}`);
  const size = 'pageSize=48';
  const questions: Record<string, string> = {
    'first page': size,
    'a page far behind': `${size}&cursor=${await deepCursor(stage)}`,
    'of one kind': `${size}&type=image`,
    'of one status': `${size}&status=failed`,
    'of one month': `${size}&from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z`,
    'in use': `${size}&attached=1`,
    'not in use': `${size}&attached=0`,
    'words in the name': `${size}&q=harbour%20number%2042`,
    'largest first': `${size}&sort=-fileSize`,
    'by name': `${size}&sort=fileName`,
  };
  const took = new Map(Object.keys(questions).map((name) => [name, [] as number[]]));
  for (let round = 0; round <= askedTimes; round += 1) {
    for (const [name, search] of Object.entries(questions)) {
      const startedAt = performance.now();
      await ask(search);
      // The first finds nothing in any cache.
      if (round > 0) took.get(name)?.push(performance.now() - startedAt);
    }
  }
  return [...took].map(([name, all]) => ({
    what: `(l) list of media, ${name}: half of them, 95 of 100`,
    measured: `${share(all, 0.5)} ms, ${share(all, 0.95)} ms`,
  }));
}

async function deepCursor({ studio }: Stage): Promise<string> {
  let next: string | null = `?pageSize=48`;
  for (let page = 0; page < pagesBeforeDeep && next; page += 1) {
    const { search }: URL = new URL(next, 'http://localhost');
    ({ next } = await studio.request<List>('GET', `${api.media()}${search}`));
  }
  const cursor = next && new URL(next).searchParams.get('cursor');
  if (!cursor) throw new Error('There are fewer pages than expected.');
  return cursor;
}

async function benchPage(stage: Stage): Promise<Figure[]> {
  await stock(stage);
  const browser = await openStudioBrowser({
    appUrl: stage.app.url,
    person: stage.person,
    executablePath: stage.browserPath,
  });
  try {
    const loads: Vitals[] = [];
    for (let load = 0; load < pageLoads; load += 1) {
      const { page, close } = await browser.open(pages.library());
      await watchVitals(page);
      await page.waitForTimeout(500);
      loads.push(await readVitals(page));
      await close();
    }
    const { page, close } = await browser.open(pages.library());
    await watchVitals(page);
    const frames = await framesDuring(page, () => scrollFar(page));
    await workWithFiles(page);
    const used = await readVitals(page);
    await close();
    return figuresOf(loads, used, frames);
  } finally {
    await browser.close();
  }
}

async function scrollFar(page: Page): Promise<void> {
  await page.mouse.move(600, 400);
  for (let turn = 0; turn < 150; turn += 1) {
    await page.mouse.wheel(0, 700);
    await page.waitForTimeout(30);
  }
}

/** What an editor does with many files. */
async function workWithFiles(page: Page): Promise<void> {
  const boxes = page.getByRole('checkbox', { name: /^Choose / });
  await boxes.nth(4).click();
  await boxes.nth(11).click({ modifiers: ['Shift'] });
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Escape');
  // From the box to the name of its file.
  await page.keyboard.press('Shift+Tab');
  for (let key = 0; key < 10; key += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  for (let key = 0; key < 5; key += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('radio', { name: 'List' }).click();
  await page.getByRole('searchbox', { name: 'Search the library' }).fill('quay-42');
  await page.getByRole('button', { name: /Remove the filter/ }).waitFor();
  await page.waitForTimeout(1000);
}

function figuresOf(loads: Vitals[], used: Vitals, frames: { p50: number; p95: number }): Figure[] {
  const lcpMs = median(loads.map((load) => load.lcpMs));
  const cls = Math.max(used.cls, ...loads.map((load) => load.cls));
  return [
    {
      what: '(l) page of the library: LCP',
      measured: `${lcpMs.toFixed(0)} ms`,
      ...{ aim: `< ${aims.lcpMs} ms`, isMet: lcpMs < aims.lcpMs },
    },
    {
      what: '(l) loaded, scrolled through 2,000 files, worked with: CLS',
      measured: cls.toFixed(3),
      ...{ aim: `< ${aims.cls}`, isMet: cls < aims.cls },
    },
    {
      what: '(l) the slowest answer to a click or a key: INP',
      measured: `${used.inpMs.toFixed(0)} ms`,
      ...{ aim: `< ${aims.inpMs} ms`, isMet: used.inpMs < aims.inpMs },
    },
    {
      what: '(l) a frame while it is scrolled: half of them, 95 of 100',
      measured: `${frames.p50.toFixed(0)} ms, ${frames.p95.toFixed(0)} ms`,
    },
  ];
}

function share(all: number[], part: number): string {
  const sorted = all.toSorted((a, b) => a - b);
  return (sorted[Math.floor(sorted.length * part)] ?? Number.NaN).toFixed(0);
}
