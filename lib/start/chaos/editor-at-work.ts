// A person at a browser who brings files into the library and puts right what asks for it.
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright';
import { api, pages } from '#lib/shared/paths.ts';
import type { NoiseFilm } from '#lib/testing/fault-stage/noise-film.ts';

export type Editor = {
  add(films: NoiseFilm[]): Promise<void>;
  /**
   * Once around: picks files again that are asked for, tries again what failed, and adds again what
   * is not listed any more, as what was lost with a tab before the browser could note it.
   */
  lookAfter(films: NoiseFilm[]): Promise<void>;
  /** The tab goes without a word, and another is opened. */
  loseTab(): Promise<void>;
  setOffline(isOffline: boolean): Promise<void>;
  /** Opens the page anew, with nothing on its list. */
  refresh(): Promise<void>;
  cancelUpload(id: string): Promise<void>;
  deleteMedia(id: string): Promise<void>;
  leave(): Promise<void>;
};

/** How long a file may be missing on the list before somebody adds it again. */
const patienceMs = 5000;

/** A button may go while it is aimed at: there is a next time around. */
const briefly = { timeout: 2000 };
const laterPerhaps = () => {};

const launchArguments = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Resolves when the account is signed in and the library open. */
export async function seatEditor(input: {
  executablePath: string;
  url: string;
  account: { email: string; password: string };
}): Promise<Editor> {
  const { executablePath, url, account } = input;
  const browser: Browser = await chromium.launch({ executablePath, args: launchArguments });
  const context: BrowserContext = await browser.newContext({ baseURL: url, locale: 'en-GB' });
  let page: Page = await context.newPage();
  await signIn(page, account);

  const openLibrary = async () => {
    await page.goto(pages.library());
    await fileInput(page).waitFor({ state: 'attached' });
  };
  await openLibrary();

  const add = (films: NoiseFilm[]) => fileInput(page).setInputFiles(films.map(({ path }) => path));
  const missedSince = new Map<string, number>();

  async function lookAfter(film: NoiseFilm): Promise<void> {
    // The files themselves are listed on the page too, with names and buttons of their own.
    const list = page.getByRole('region', { name: 'Uploads' });
    const button = (name: string) => list.getByRole('button', { name }).first();
    const choose = button(`Choose the file for ${film.fileName}`);
    if (await choose.isVisible()) return pick(page, choose, film).catch(laterPerhaps);
    const tryAgain = button(`Try ${film.fileName} again`);
    if (await tryAgain.isVisible()) return tryAgain.click(briefly).catch(laterPerhaps);
    const isListed = await list.getByTitle(film.fileName).first().isVisible();
    const since = missedSince.get(film.fileName) ?? performance.now();
    if (isListed) missedSince.delete(film.fileName);
    else if (performance.now() - since < patienceMs) missedSince.set(film.fileName, since);
    else {
      missedSince.delete(film.fileName);
      await add([film]);
    }
  }

  return {
    add,
    async lookAfter(films) {
      for (const film of films) await lookAfter(film);
    },
    async loseTab() {
      await page.close();
      page = await context.newPage();
      await openLibrary();
    },
    setOffline: (isOffline) => context.setOffline(isOffline),
    refresh: openLibrary,
    async cancelUpload(id) {
      await page.request.delete(api.upload(id));
    },
    async deleteMedia(id) {
      await page.request.delete(api.oneMedia(id));
    },
    leave: () => browser.close(),
  };
}

const fileInput = (page: Page) => page.getByLabel('Choose files').and(page.locator('input'));

async function pick(page: Page, button: Locator, film: NoiseFilm): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser', briefly),
    button.click(briefly),
  ]);
  await chooser.setFiles(film.path);
}

async function signIn(page: Page, account: { email: string; password: string }): Promise<void> {
  await page.goto(pages.signIn());
  await page.getByLabel('E-mail').fill(account.email);
  await page.getByLabel('Password').fill(account.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((address) => address.pathname === pages.films());
}
