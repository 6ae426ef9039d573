// Watches what the browser itself sends to the store.
import type { Page, Request } from 'playwright/test';

export type StoreTraffic = {
  puts: Request[];
  /** Those that the store took. */
  stored: Request[];
  /** The most PUTs that were under way at one time. */
  mostAtOnce: number;
};

/** Counts the PUTs that go anywhere but to the app. */
export function watchStore(page: Page): StoreTraffic {
  const traffic: StoreTraffic = { puts: [], stored: [], mostAtOnce: 0 };
  const underWay = new Set<Request>();
  page.on('request', (request) => {
    const isToApp = new URL(request.url()).port === process.env.E2E_PORT;
    if (request.method() !== 'PUT' || isToApp) return;
    traffic.puts.push(request);
    underWay.add(request);
    traffic.mostAtOnce = Math.max(traffic.mostAtOnce, underWay.size);
  });
  page.on('response', (response) => {
    const request = response.request();
    if (underWay.has(request) && response.ok()) traffic.stored.push(request);
  });
  const isOver = (request: Request) => underWay.delete(request);
  page.on('requestfinished', isOver);
  page.on('requestfailed', isOver);
  return traffic;
}

/** Keeps the file that sets out first waiting, also when it is tried again. Call what it answers. */
export async function holdBackFirst(page: Page): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let held: string | null = null;
  await page.route(
    ({ port }) => port !== process.env.E2E_PORT,
    async (route) => {
      const { pathname } = new URL(route.request().url());
      if (route.request().method() === 'PUT') held ??= pathname;
      if (pathname === held) await promise;
      await route.continue();
    },
  );
  return resolve;
}

/** Keeps one part waiting, so that a page is seen while its file is on the way. Call what it answers. */
export async function holdBackPart(page: Page, partNumber: number): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route(new RegExp(`partNumber=${partNumber}\\b`), async (route) => {
    await promise;
    await route.continue();
  });
  return resolve;
}

/** Keeps everything waiting that is sent to the store. Call what it answers. */
export async function holdBackPuts(page: Page): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route(
    (url) => url.searchParams.has('X-Amz-Signature'),
    async (route) => {
      if (route.request().method() === 'PUT') await promise;
      await route.continue();
    },
  );
  return resolve;
}
