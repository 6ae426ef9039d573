// The test function of every browser test: a page whose unexpected errors fail the test, and an editor.
import AxeBuilder from '@axe-core/playwright';
import { test as base, type Cookie, expect, type Page } from 'playwright/test';
import { nouns } from '#lib/shared/schemas/record.ts';
import { people } from './people.ts';

type Fixtures = {
  /** Errors of the console a test expects: it adds patterns before they come. */
  expectedErrors: RegExp[];
  /** A page on which the editor is signed in. */
  editorPage: Page;
};

export const test = base.extend<Fixtures>({
  // Playwright reads what a fixture needs from this pattern, so it has to be one.
  expectedErrors: async ({}, use) => use([]),
  page: async ({ page, expectedErrors }, use) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`);
    });
    await use(page);
    const unexpected = errors.filter((text) => !expectedErrors.some((known) => known.test(text)));
    expect(unexpected, 'errors on the console of the page').toEqual([]);
  },
  editorPage: async ({ page }, use, { retry }) => {
    await enterAsEditor(page);
    await giveUpUploads(page);
    if (retry > 0) await forgetRecords(page);
    await use(page);
  },
});

/** Nobody signs in a hundred times in a quarter of an hour, nor may they: one session serves many tests. */
let editorCookies: Cookie[] = [];

async function enterAsEditor(page: Page): Promise<void> {
  await page.context().addCookies(editorCookies);
  await page.goto('/films');
  if (new URL(page.url()).pathname === '/films') {
    await expect(page.getByRole('heading', { name: 'Films', level: 1 })).toBeVisible();
    return;
  }
  await signIn(page, people.editor);
  editorCookies = await page.context().cookies();
}

/** What another test left on its way would wait in the upload centre of this one. */
async function giveUpUploads(page: Page): Promise<void> {
  const answer = await page.request.get('/api/uploads');
  const uploads: { id: string }[] = await answer.json();
  if (uploads.length === 0) return;
  const uploadIds = uploads.map(({ id }) => id);
  await page.request.post('/api/uploads/cleanup', { data: { uploadIds } });
}

/** A test that is tried once more would count what its first try left. */
async function forgetRecords(page: Page): Promise<void> {
  for (const noun of nouns) {
    await actOnAll(page, `/api/${noun}s`, '', 'delete');
    await actOnAll(page, `/api/${noun}s`, '&trash=1', 'purge');
  }
}

async function actOnAll(page: Page, api: string, where: string, action: 'delete' | 'purge') {
  for (;;) {
    const answer = await page.request.get(`${api}?pageSize=100${where}`);
    const { results }: { results: { id: string }[] } = await answer.json();
    if (results.length === 0) return;
    const ids = results.map(({ id }) => id);
    const done = await page.request.post(`${api}/bulk`, { data: { ids, action } });
    expect(await done.json()).toMatchObject({ results: ids.map(() => ({ ok: true })) });
  }
}

export { expect };

export async function signIn(
  page: Page,
  { email, password }: { email: string; password: string },
): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Films', level: 1 })).toBeVisible();
}

/** Fails on anything axe finds against WCAG 2.2 AA, once what fades in or out has come to rest. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const comesToRest = ({ effect }: Animation) =>
      effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY;
    const ends = document
      .getAnimations()
      .filter(comesToRest)
      .map(({ finished }) => finished);
    await Promise.allSettled(ends);
  });
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((n) => n.target).join(', ')}`,
  );
  expect(found).toEqual([]);
}
