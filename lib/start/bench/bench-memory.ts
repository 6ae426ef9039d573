// Whether what an upload needs grows with the file: memory of page and server, requests to the server.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../say.ts';
import { processId } from './app-processes.ts';
import { countRequests } from './count-requests.ts';
import { uploadFilm } from './engine-upload.ts';
import { type Figure, mebibyte, mebibytes, median } from './figures.ts';
import { freshen, makeNoiseFilm } from './noise-files.ts';
import { type Metered, meterProcess } from './process-meter.ts';
import { clearUp, rounds, type Stage } from './stage.ts';
import { openStudioBrowser, type StudioBrowser, type StudioPage } from './studio-browser.ts';

const small = 64 * mebibyte;
const large = 1024 * mebibyte;
const mostApart = 20 * mebibyte;
const mostServerGrowth = 30 * mebibyte;
const sampleEveryMs = 500;

/** Highest values during one upload, less those before it. */
type Growth = {
  /** Objects of the page that are in use: garbage is collected before each look. */
  heapBytes: number;
  /** All memory of the page's process: workers, buffers and garbage too. */
  processBytes: number;
  toApp: string[];
  /** The app's process while the bytes travelled: what comes after is the functions' doing. */
  server: ReturnType<Metered<unknown>['until']>;
};

export async function benchMemory(stage: Stage): Promise<Figure[]> {
  const { app, person, browserPath, folder } = stage;
  const paths = {
    small: await makeNoiseFilm(join(folder, 'memory-small.mp4'), small),
    large: await makeNoiseFilm(join(folder, 'memory-large.mp4'), large),
  };
  const growth: Record<keyof typeof paths, Growth[]> = { small: [], large: [] };
  for (let round = 1; round <= rounds; round += 1) {
    for (const name of ['small', 'large'] as const) {
      await freshen(paths[name]);
      // A fresh browser each time: what one upload leaves behind is not the next one's.
      const browser = await openStudioBrowser({
        appUrl: app.url,
        person,
        executablePath: browserPath,
      });
      const grown = await measure(stage, browser, paths[name]).finally(() => browser.close());
      growth[name].push(grown);
      say(
        `  ${name}, round ${round}: heap ${mebibytes(grown.heapBytes)}, process ${mebibytes(grown.processBytes)}, requests ${countRequests(grown.toApp)}`,
      );
    }
  }
  return figuresOf(growth);
}

async function measure(stage: Stage, browser: StudioBrowser, path: string): Promise<Growth> {
  const { app } = stage;
  let grown = { heapBytes: 0, processBytes: 0 };
  const metered = await meterProcess(processId(app.dataFolder, 'app'), () =>
    uploadFilm(browser, path, {
      meanwhile: async (studioPage) => {
        const stop = await watchMemory(browser, studioPage);
        return async () => {
          grown = await stop();
        };
      },
    }),
  );
  const { result, until } = metered;
  await clearUp(stage, result.mediaIds);
  return { ...grown, toApp: result.toApp, server: until(result.sentAt) };
}

/** Looks again and again until the answered function is called, which answers the growth. */
async function watchMemory(
  browser: StudioBrowser,
  { page }: StudioPage,
): Promise<() => Promise<Pick<Growth, 'heapBytes' | 'processBytes'>>> {
  const session = await page.context().newCDPSession(page);
  const renderers = (await browser.processes()).filter(({ type }) => type === 'renderer');
  const look = async () => {
    const processBytes = renderers.reduce((sum, { id }) => sum + privateBytes(id), 0);
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    return { heapBytes: usedSize, processBytes };
  };
  const before = await look();
  const highest = { ...before };
  let looking: Promise<void> = Promise.resolve();
  const lookAgain = async () => {
    const now = await look();
    highest.heapBytes = Math.max(highest.heapBytes, now.heapBytes);
    highest.processBytes = Math.max(highest.processBytes, now.processBytes);
  };
  const timer = setInterval(() => {
    looking = looking.then(lookAgain);
  }, sampleEveryMs);
  return async () => {
    clearInterval(timer);
    await looking;
    await lookAgain();
    return {
      heapBytes: highest.heapBytes - before.heapBytes,
      processBytes: highest.processBytes - before.processBytes,
    };
  };
}

/** Memory no other process has; 0 for a process that ended. */
function privateBytes(pid: number): number {
  try {
    const [, kibibytes] =
      /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kibibytes) * 1024;
  } catch {
    return 0;
  }
}

function figuresOf(growth: { small: Growth[]; large: Growth[] }): Figure[] {
  const heap = (all: Growth[]) => median(all.map(({ heapBytes }) => heapBytes));
  const whole = (all: Growth[]) => median(all.map(({ processBytes }) => processBytes));
  const { small, large } = growth;
  const apart = heap(large) - heap(small);
  const requests = large.map(({ toApp }) => toApp.length);
  const serverGrowth = Math.max(...large.map(({ server }) => server.memoryGrowthBytes));
  const serverRead = Math.max(...large.map(({ server }) => server.readBytes));
  return [
    {
      what: '(f) heap of the page, growth at 1 GiB',
      measured: mebibytes(heap(large)),
      against: `at 64 MiB: ${mebibytes(heap(small))}`,
      aim: '< 20 MiB apart',
      isMet: Math.abs(apart) < mostApart,
    },
    {
      what: '(f) all memory of the page, workers too, growth at 1 GiB',
      measured: mebibytes(whole(large)),
      against: `at 64 MiB: ${mebibytes(whole(small))}`,
    },
    {
      what: '(g) requests to the app for 1 GiB',
      measured: String(median(requests)),
    },
    {
      what: '(g) memory growth of the app server while the bytes travel',
      measured: mebibytes(serverGrowth),
      aim: '< 30 MiB',
      isMet: serverGrowth < mostServerGrowth,
    },
    {
      what: '(g) all the app server read while the bytes travel',
      measured: mebibytes(serverRead),
      against: '1024 MiB sent',
      aim: '0 of the file',
      isMet: serverRead < 10 * mebibyte,
    },
  ];
}
