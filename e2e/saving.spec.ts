// What happens to a form while it is being saved, and when somebody else signs in beside it.
import type { Page } from 'playwright/test';
import { sampleImage } from './support/bring-files.ts';
import { countDrafts, expectKept, openFilmForm, poster, saveButton } from './support/film-form.ts';
import { makeRecords } from './support/make-records.ts';
import { people } from './support/people.ts';
import { expect, signIn, test } from './support/test.ts';

const title = (page: Page) => page.getByRole('textbox', { name: 'Title', exact: true });
const saveChanges = (page: Page) => page.getByRole('button', { name: 'Save changes' });

async function openFilm(page: Page, name: string): Promise<string> {
  const [id = ''] = await makeRecords(page, 'film', [{ title: name }]);
  await page.goto(`/films/${id}/edit`);
  await expect(title(page)).toHaveValue(name);
  await expect(title(page)).toBeEnabled();
  return id;
}

/** Holds back what a save asks until it is let go: `fail` answers that it did not work. */
async function holdSaves(page: Page, method: 'POST' | 'PATCH') {
  const held = Promise.withResolvers<'go' | 'fail'>();
  const asked = Promise.withResolvers<void>();
  await page.route(/\/api\/films(\/[\w-]+)?$/, async (route) => {
    if (route.request().method() !== method) return route.continue();
    asked.resolve();
    if ((await held.promise) === 'go') return route.continue();
    return route.fulfill({ status: 500, json: {} });
  });
  return { asked: asked.promise, end: held.resolve };
}

test('what is typed and brought in while a change is saved stays in the form, and is saved next', async ({
  editorPage: page,
  expectedErrors,
}) => {
  // The draft has ended with the save, and the file keeps its place in the form of that draft.
  expectedErrors.push(/status of 409/);
  const id = await openFilm(page, 'Slow to save');
  const saving = await holdSaves(page, 'PATCH');
  await title(page).fill('Saved at once');
  await saveChanges(page).click();
  await saving.asked;
  await title(page).fill('Typed meanwhile');
  await poster(page).locator('input[type=file]').setInputFiles(sampleImage('meanwhile.jpg'));
  saving.end('go');
  await expect(page.getByText('“Saved at once” was saved.')).toBeVisible();
  await expect(title(page)).toHaveValue('Typed meanwhile');
  await expect(poster(page).getByText('meanwhile.jpg')).toBeVisible();
  await expect(saveChanges(page)).toBeEnabled();
  await saveChanges(page).click();
  await expect(page.getByText('“Typed meanwhile” was saved.')).toBeVisible();
  const film = await (await page.request.get(`/api/films/${id}`)).json();
  expect(film).toMatchObject({ title: 'Typed meanwhile', poster: { fileName: 'meanwhile.jpg' } });
});

test('words typed while a change is saved are the next draft', async ({ editorPage: page }) => {
  await openFilm(page, 'Draft after save');
  const saving = await holdSaves(page, 'PATCH');
  await title(page).fill('The first half');
  await saveChanges(page).click();
  await saving.asked;
  await page.getByLabel('Year').fill('1999');
  saving.end('go');
  await expect(page.getByText('“The first half” was saved.')).toBeVisible();
  await expectKept(page, { year: 1999 });
  await page.reload();
  await expect(page.getByLabel('Year')).toHaveValue('1999');
  await expect(title(page)).toHaveValue('The first half');
});

test('a new film takes nothing in while it is made, and everything again when that failed', async ({
  editorPage: page,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 500/);
  await openFilmForm(page);
  const saving = await holdSaves(page, 'POST');
  await title(page).fill('Made once');
  await title(page).press('Enter');
  await saving.asked;
  await page.keyboard.type(' and more');
  await expect(title(page)).toHaveValue('Made once');
  saving.end('fail');
  await expect(saveButton(page)).toBeEnabled();
  await expect(title(page)).toBeFocused();
  await page.unroute(/\/api\/films(\/[\w-]+)?$/);
  await page.keyboard.type('!');
  await saveButton(page).click();
  await expect(page.getByText('“Made once!” was created.')).toBeVisible();
});

test('a form that was left while it was being saved says when that failed, and is a draft', async ({
  editorPage: page,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 500/);
  const id = await openFilm(page, 'Left too early');
  const saving = await holdSaves(page, 'PATCH');
  await title(page).fill('Left while saving');
  await saveChanges(page).click();
  await saving.asked;
  await page.getByRole('link', { name: 'All films' }).click();
  await expect(page.getByRole('heading', { name: 'Films', level: 1 })).toBeVisible();
  saving.end('fail');
  await expect(page.getByText(/^Your changes were not saved/)).toBeVisible();
  const drafts = await page.request.get(`/api/drafts?noun=film&subjectId=${id}`);
  expect((await drafts.json()).results).toMatchObject([{ fields: { title: 'Left while saving' } }]);
});

test('who signs in beside an open form gets nothing of what is typed there', async ({
  editorPage: page,
  context,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 401/);
  await openFilmForm(page);
  const other = await context.newPage();
  await context.clearCookies();
  await signIn(other, people.admin);
  const before = await countDrafts(other);
  await title(page).fill('Not for the admin');
  await expect(page.getByText('The draft could not be saved.')).toBeVisible();
  await saveButton(page).click();
  await expect(page.getByText(/Your session has ended/).first()).toBeVisible();
  expect(await countDrafts(other)).toBe(before);
  const found = await other.request.get('/api/films?q=Not%20for%20the%20admin');
  expect((await found.json()).count).toBe(0);

  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  await dialog.getByLabel('Password').fill(people.editor.password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expectKept(page, { title: 'Not for the admin' });
});
