// Uploads through the app's own pages, as a person does it.
import type { Locator } from 'playwright';
import { pages } from '#lib/shared/paths.ts';
import { median } from './figures.ts';
import { readMarks } from './page-marks.ts';
import type { StudioBrowser, StudioPage } from './studio-browser.ts';
import type { Traffic } from './traffic.ts';

export type EngineUpload = {
  /** From choosing the file to the store's answer to its last byte. */
  sendSeconds: number;
  /** From the first request to the store to its answer to the last byte: what raw PUTs take too. */
  movingSeconds: number;
  /** To the app's answer that it is stored and looked at. */
  wholeSeconds: number;
  firstByteSeconds: number;
  /** PUTs under way at one time, on average from the first byte to the last. */
  busyLanes: number;
  /** When the store answered to the last byte, in milliseconds since 1970. */
  sentAt: number;
  /** Milliseconds of each task of the page that kept it from answering to a person. */
  longTaskMs: number[];
  /** Requests to the app meanwhile, as method and path. */
  toApp: string[];
  mediaIds: string[];
};

const patienceSeconds = 300;
const noticeableMs = 50;

type Options = {
  /** Called with the page once it is ready for the file; what it answers is called at the end. */
  meanwhile?: (page: StudioPage) => Promise<() => Promise<void>>;
};

/** Drops a film on the form of a new film. */
export function uploadFilm(browser: StudioBrowser, path: string, options: Options = {}) {
  return upload(browser, pages.newFilm(), 'fieldset:enabled input[type=file]', [path], options);
}

/** Drops files on the library. */
export function uploadToLibrary(browser: StudioBrowser, paths: string[], options: Options = {}) {
  return upload(browser, pages.library(), 'input[type=file][multiple]', paths, options);
}

async function upload(
  browser: StudioBrowser,
  path: string,
  input: string,
  files: string[],
  { meanwhile }: Options,
): Promise<EngineUpload> {
  const studioPage = await browser.open(path);
  const { page, traffic } = studioPage;
  try {
    const chooser: Locator = page.locator(input).first();
    await chooser.waitFor({ state: 'attached' });
    const end = await meanwhile?.(studioPage);
    const requestsBefore = traffic.toApp.length;
    await chooser.setInputFiles(files);
    await traffic.until(({ stored }) => stored.size >= files.length, patienceSeconds);
    const toApp = traffic.toApp.slice(requestsBefore);
    await end?.();
    const { puts, stored, failed } = traffic;
    if (failed.length > 0) throw new Error(`The store refused: ${failed.slice(0, 5).join(', ')}`);
    const marks = await readMarks(page);
    const droppedAt = marks?.droppedAt ?? Number.NaN;
    const sentAt = Math.max(...puts.map((put) => put.answeredAt));
    const storedAt = Math.max(...stored.values());
    return {
      sendSeconds: await studioPage.secondsAfterDrop(sentAt),
      movingSeconds: (sentAt - Math.min(...puts.map((put) => put.startedAt))) / 1000,
      busyLanes: averageAtOnce(puts),
      sentAt,
      wholeSeconds: await studioPage.secondsAfterDrop(storedAt),
      firstByteSeconds: await studioPage.secondsAfterDrop(
        Math.min(...puts.map((put) => put.firstByteAt)),
      ),
      longTaskMs: (marks?.longTasks ?? [])
        .filter(
          ({ startedAt, ms }) =>
            ms > noticeableMs && startedAt >= droppedAt && startedAt < storedAt,
        )
        .map(({ ms }) => ms),
      toApp,
      mediaIds: [...stored.keys()],
    };
  } finally {
    await studioPage.close();
  }
}

/** PUTs under way, weighted by time. */
function averageAtOnce(puts: Traffic['puts']): number {
  const first = Math.min(...puts.map(({ firstByteAt }) => firstByteAt));
  const last = Math.max(...puts.map(({ answeredAt }) => answeredAt));
  const sum = puts.reduce((ms, { firstByteAt, answeredAt }) => ms + answeredAt - firstByteAt, 0);
  return sum / (last - first);
}

type Medians = Pick<
  EngineUpload,
  'sendSeconds' | 'movingSeconds' | 'wholeSeconds' | 'firstByteSeconds'
> & {
  longTasks: number;
};

/** The median of each figure; of the long tasks too. */
export function mediansOf(uploads: EngineUpload[]): Medians {
  const of = (pick: (upload: EngineUpload) => number) => median(uploads.map(pick));
  return {
    sendSeconds: of((upload) => upload.sendSeconds),
    movingSeconds: of((upload) => upload.movingSeconds),
    wholeSeconds: of((upload) => upload.wholeSeconds),
    firstByteSeconds: of((upload) => upload.firstByteSeconds),
    longTasks: of(({ longTaskMs }) => longTaskMs.length),
  };
}
