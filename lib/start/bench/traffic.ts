// Watches from outside what a page sends: no code of ours runs in what is measured.
import type { Page, Request, Response } from 'playwright';
import { api } from '#lib/shared/paths.ts';

/** Times are milliseconds since 1970, taken by the browser's network process. */
export type Traffic = {
  /** PUTs the store took. */
  puts: { startedAt: number; firstByteAt: number; answeredAt: number }[];
  /** Requests the store refused or that broke: a measured upload is not to have any. */
  failed: string[];
  /** Every request to the app, as method and path. */
  toApp: string[];
  /** The media the app said are stored, each with the time of that answer. */
  stored: Map<string, number>;
  /** Objects and multipart sessions the page itself finished, without the app. */
  completedByPage: number[];
  /** Resolves once `isOver` is true of it; throws when that takes too long or a request fails. */
  until(isOver: (traffic: Traffic) => boolean, withinSeconds: number): Promise<void>;
};

type Listener = { check(): void };

export function watchTraffic(
  page: Page,
  { appUrl, storeUrls }: { appUrl: string; storeUrls: readonly string[] },
): Traffic {
  const listeners = new Set<Listener>();
  const traffic: Traffic = {
    puts: [],
    failed: [],
    toApp: [],
    stored: new Map(),
    completedByPage: [],
    until: (isOver, withinSeconds) =>
      new Promise((resolve, reject) => {
        const settle = (end: () => void) => {
          clearTimeout(timer);
          listeners.delete(listener);
          end();
        };
        const listener: Listener = {
          check() {
            if (isOver(traffic)) settle(resolve);
          },
        };
        const timer = setTimeout(
          () => settle(() => reject(new Error(whatCame(traffic, withinSeconds)))),
          withinSeconds * 1000,
        );
        listeners.add(listener);
        listener.check();
      }),
  };
  const tell = () => {
    for (const listener of listeners) listener.check();
  };
  const isToApp = (request: Request) => request.url().startsWith(appUrl);
  const isToStore = (request: Request) => storeUrls.some((url) => request.url().startsWith(url));

  page.on('request', (request) => {
    if (isToApp(request)) {
      traffic.toApp.push(`${request.method()} ${new URL(request.url()).pathname}`);
    }
  });
  page.on('requestfailed', (request) => {
    if (isToStore(request))
      traffic.failed.push(`${request.method()} ${request.failure()?.errorText}`);
  });
  const note = async (request: Request) => {
    const response = await request.response();
    if (!response) return;
    if (isToApp(request)) await noteStored(traffic, response);
    else if (isToStore(request)) noteStoreAnswer(traffic, response);
    tell();
  };
  page.on('requestfinished', (request) => {
    note(request).catch((error: unknown) => {
      // What a closed page had asked for cannot be looked at any more.
      if (!page.isClosed()) traffic.failed.push(String(error));
    });
  });
  return traffic;
}

function noteStoreAnswer(traffic: Traffic, response: Response): void {
  const request = response.request();
  const method = request.method();
  const times = timesOf(request);
  if (!response.ok()) traffic.failed.push(`${method} ${response.status()}`);
  else if (method === 'PUT') {
    traffic.puts.push(times);
  } else if (method === 'POST' && new URL(request.url()).searchParams.has('uploadId')) {
    traffic.completedByPage.push(times.answeredAt);
  }
}

/** Completing one upload answers its media, completing many answers a result for each. */
async function noteStored(traffic: Traffic, response: Response): Promise<void> {
  const request = response.request();
  const { pathname } = new URL(request.url());
  const isComplete =
    pathname === api.completeUploads() || /\/uploads\/[^/]+\/complete$/.test(pathname);
  if (!isComplete || request.method() !== 'POST' || !response.ok()) return;
  const { answeredAt } = timesOf(request);
  const answer: { id?: string; results?: { media?: { id: string } }[] } = await response.json();
  const ids = answer.results ? answer.results.map(({ media }) => media?.id) : [answer.id];
  for (const id of ids) {
    if (id && !traffic.stored.has(id)) traffic.stored.set(id, answeredAt);
  }
}

/** `responseEnd` is counted from an earlier moment than `startTime`, so the answer's head has to do. */
function timesOf(request: Request): Traffic['puts'][number] {
  const { startTime, requestStart, responseStart } = request.timing();
  return {
    startedAt: startTime,
    firstByteAt: startTime + requestStart,
    answeredAt: startTime + responseStart,
  };
}

function whatCame({ puts, failed, stored }: Traffic, seconds: number): string {
  const refusals = failed.length > 0 ? `; failed: ${failed.slice(0, 5).join(', ')}` : '';
  return `Not over after ${seconds} s: ${puts.length} PUTs answered, ${stored.size} media stored${refusals}`;
}
