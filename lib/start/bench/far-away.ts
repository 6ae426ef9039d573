// A browser far away: each of its connections to the store has 40 ms there and back and 5 MB/s.
import { env } from '#lib/env/env.ts';
import { openSlowLine } from './slow-line.ts';
import type { Stage } from './stage.ts';
import { openStudioBrowser, type StudioBrowser } from './studio-browser.ts';

export const lineShape = { rttMs: 40, bytesPerSecond: 5_000_000 };

/** Its way to the app is short, as is the app's to the store. */
export async function withBrowserFarAway<Result>(
  { app, person, browserPath }: Stage,
  work: (browser: StudioBrowser) => Promise<Result>,
): Promise<Result> {
  const { R2_BROWSER_ENDPOINTS, R2_ENDPOINT } = env();
  const storePort = Number(new URL(R2_ENDPOINT).port);
  const line = await openSlowLine(R2_BROWSER_ENDPOINTS, storePort, lineShape);
  try {
    const browser = await openStudioBrowser({
      appUrl: app.url,
      person,
      executablePath: browserPath,
      args: line.browserArgs,
    });
    return await work(browser).finally(() => browser.close());
  } finally {
    await line.close();
  }
}
