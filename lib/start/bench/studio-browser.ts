// A browser in which the editor is signed in, on pages that are watched.
import { type BrowserContext, chromium, type Page } from 'playwright';
import { env } from '#lib/env/env.ts';
import { pages } from '#lib/shared/paths.ts';
import { markPage, readMarks } from './page-marks.ts';
import { type Traffic, watchTraffic } from './traffic.ts';

export type Person = { email: string; password: string };

export type StudioPage = {
  page: Page;
  traffic: Traffic;
  /** Seconds from choosing the file to a time of the traffic. */
  secondsAfterDrop(time: number): Promise<number>;
  close(): Promise<void>;
};

export type StudioBrowser = {
  /** A new tab, once everything it asked for is there. */
  open(path: string): Promise<StudioPage>;
  /** Its processes, such as `renderer`, and the seconds of CPU each has used. */
  processes(): Promise<{ type: string; id: number; cpuTime: number }[]>;
  close(): Promise<void>;
};

/** Starts a browser of its own and signs in as a person does. */
export async function openStudioBrowser(input: {
  appUrl: string;
  person: Person;
  executablePath: string;
  args?: string[];
}): Promise<StudioBrowser> {
  const { appUrl, person, executablePath, args = [] } = input;
  const browser = await chromium.launch({
    executablePath,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...args,
    ],
  });
  try {
    // The raw PUTs and the peer are put into pages that allow no scripts but the app's.
    const context = await browser.newContext({ baseURL: appUrl, bypassCSP: true, locale: 'en-GB' });
    await signIn(context, person);
    const control = await browser.newBrowserCDPSession();
    return {
      open: (path) => openPage(context, appUrl, path),
      async processes() {
        return (await control.send('SystemInfo.getProcessInfo')).processInfo;
      },
      close: () => browser.close(),
    };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

async function signIn(context: BrowserContext, { email, password }: Person): Promise<void> {
  const page = await context.newPage();
  await page.goto(pages.signIn());
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Films' }).waitFor();
  await page.close();
}

async function openPage(
  context: BrowserContext,
  appUrl: string,
  path: string,
): Promise<StudioPage> {
  const page = await context.newPage();
  await markPage(page);
  const traffic = watchTraffic(page, { appUrl, storeUrls: env().R2_BROWSER_ENDPOINTS });
  await page.goto(path, { waitUntil: 'networkidle' });
  return {
    page,
    traffic,
    async secondsAfterDrop(time) {
      const droppedAt = (await readMarks(page))?.droppedAt;
      if (!droppedAt) throw new Error('No file was chosen on this page.');
      return (time - droppedAt) / 1000;
    },
    close: () => page.close({ runBeforeUnload: false }),
  };
}
