// What was typed and brought in survives a killed tab, an ended session, another device and another person.
import type { Browser, Page } from 'playwright/test';
import { sampleImage } from './support/bring-files.ts';
import {
  continueDraft,
  countDrafts,
  expectKept,
  openFilmForm,
  poster,
  saveButton,
  video,
} from './support/film-form.ts';
import { people } from './support/people.ts';
import { holdBackPart } from './support/store-traffic.ts';
import { expect, expectAccessible, signIn, test } from './support/test.ts';
import { uniqueFile } from './support/unique-file.ts';

const title = (page: Page) => page.getByRole('textbox', { name: 'Title', exact: true });
const synopsis = (page: Page) => page.getByRole('textbox', { name: 'Synopsis' });
const saveChanges = (page: Page) => page.getByRole('button', { name: 'Save changes' });

/** The same person at another computer. */
async function otherDevice(browser: Browser): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, people.editor);
  return page;
}

/** How many films have this title. */
async function countFilms(page: Page, name: string): Promise<number> {
  const answer = await page.request.get(`/api/films?q=${encodeURIComponent(name)}`);
  return (await answer.json()).count;
}

/** A film made by a program, and its form. */
async function openNewFilm(page: Page, name: string): Promise<void> {
  const answer = await page.request.post('/api/films', { data: { title: name } });
  await page.goto(`/films/${(await answer.json()).id}/edit`);
  await expect(title(page)).toHaveValue(name);
  await expect(title(page)).toBeEnabled();
}

test('a tab that is killed mid-form comes back with every field, and saving ends the draft', async ({
  editorPage: page,
  context,
}) => {
  const before = await countDrafts(page);
  await openFilmForm(page);
  await title(page).fill('The tab that died');
  await synopsis(page).fill('It was not saved.');
  await page.getByLabel('Year').fill('2024');
  await expectKept(page, { title: 'The tab that died', year: 2024 });
  await page.close({ runBeforeUnload: false });

  const next = await context.newPage();
  await openFilmForm(next);
  await continueDraft(next, 'The tab that died');
  await expect(title(next)).toHaveValue('The tab that died');
  await expect(synopsis(next)).toHaveText('It was not saved.');
  await expect(next.getByLabel('Year')).toHaveValue('2024');
  await expect(next.getByLabel('Address')).toHaveValue('the-tab-that-died');
  await next.reload();
  await expect(title(next)).toHaveValue('The tab that died');
  await expectAccessible(next);
  await saveButton(next).click();
  await expect(next.getByText('“The tab that died” was created.')).toBeVisible();
  expect(await countDrafts(next)).toBe(before);
});

test('a tab that is killed mid-upload comes back with the file in its place', async ({
  editorPage: page,
  context,
  expectedErrors,
}) => {
  // Going on begins by asking whether everything had arrived.
  expectedErrors.push(/status of 409/);
  const path = await uniqueFile('largeFilm', 'killed.mp4');
  await holdBackPart(page, 6);
  await openFilmForm(page);
  await title(page).fill('Killed on the way');
  await video(page).locator('input[type=file]').setInputFiles(path);
  await expect(video(page).getByText(/ of .*MB/)).toBeVisible();
  await expectKept(page, { title: 'Killed on the way' });
  await page.close({ runBeforeUnload: false });

  const next = await context.newPage();
  await openFilmForm(next);
  await continueDraft(next, 'Killed on the way');
  await expect(video(next).getByText('Interrupted', { exact: true })).toBeVisible();
  await expect(saveButton(next)).toBeDisabled();
  await video(next).locator('input[type=file]').setInputFiles(path);
  await expect(saveButton(next)).toBeEnabled({ timeout: 30_000 });
  await saveButton(next).click();
  await expect(next.getByText('“Killed on the way” was created.')).toBeVisible();
  await expect(video(next).getByText('killed.mp4')).toBeVisible();
});

test('another device goes on with the fields and the stored files', async ({
  editorPage: page,
  browser,
}) => {
  await openFilmForm(page);
  await title(page).fill('Begun elsewhere');
  await poster(page).locator('input[type=file]').setInputFiles(sampleImage('elsewhere.jpg'));
  await expectKept(page, { title: 'Begun elsewhere', posterId: expect.any(String) });

  const device = await otherDevice(browser);
  await openFilmForm(device);
  await continueDraft(device, 'Begun elsewhere');
  await expect(poster(device).getByText('elsewhere.jpg')).toBeVisible();
  await saveButton(device).click();
  await expect(device.getByText('“Begun elsewhere” was created.')).toBeVisible();
  await expect(poster(device).getByText('elsewhere.jpg')).toBeVisible();
  await device.context().close();
});

test('a file that another device stored is deleted when it is removed, and when it is replaced', async ({
  editorPage: page,
  browser,
}) => {
  await openFilmForm(page);
  await title(page).fill('Second thoughts');
  await poster(page).locator('input[type=file]').setInputFiles(sampleImage('first.jpg'));
  await expectKept(page, { title: 'Second thoughts', posterId: expect.any(String) });
  const posterOf = async (of: Page) => {
    const draftId = new URL(of.url()).searchParams.get('draft');
    return (await (await of.request.get(`/api/drafts/${draftId}`)).json()).fields.posterId;
  };
  const status = async (id: string) => (await page.request.get(`/api/media/${id}`)).status();
  const first = await posterOf(page);

  const device = await otherDevice(browser);
  await device.goto(page.url());
  await expect(poster(device).getByText('first.jpg')).toBeVisible();
  await poster(device).locator('input[type=file]').setInputFiles(sampleImage('second.jpg'));
  await expect(poster(device).getByText('second.jpg')).toBeVisible();
  await expect.poll(() => status(first)).toBe(404);
  await expect.poll(() => posterOf(device)).not.toBe(first);
  const second = await posterOf(device);

  await device.reload();
  await expect(poster(device).getByText('second.jpg')).toBeVisible();
  await poster(device).getByRole('button', { name: 'Remove' }).click();
  await expect.poll(() => status(second)).toBe(404);
  await expectKept(device, { title: 'Second thoughts' });
  await device.context().close();
});

test('a session that ends while typing costs nothing', async ({
  editorPage: page,
  context,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 401/);
  await openFilmForm(page);
  await title(page).fill('Before the end');
  await expectKept(page, { title: 'Before the end' });
  await context.clearCookies();
  await title(page).fill('After the end');
  await expect(page.getByText('The draft could not be saved.')).toBeVisible();
  await saveButton(page).click();
  await expect(page.getByText(/Your session has ended/).first()).toBeVisible();
  await expect(title(page)).toHaveValue('After the end');

  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  await dialog.getByLabel('Password').fill(people.editor.password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect(dialog).toBeHidden();
  await expectKept(page, { title: 'After the end' });
  await saveButton(page).click();
  await expect(page.getByText('“After the end” was created.')).toBeVisible();
});

test('a lost answer and a second click make one film', async ({
  editorPage: page,
  expectedErrors,
}) => {
  expectedErrors.push(/ERR_FAILED/);
  let lost = 0;
  await page.route('**/api/films', async (route) => {
    if (route.request().method() !== 'POST' || lost > 0) return route.continue();
    lost += 1;
    await route.fetch();
    await route.abort();
  });
  await openFilmForm(page);
  await title(page).fill('Heard of once');
  await saveButton(page).click();
  await expect(page.getByText(/The server could not be reached/)).toBeVisible();
  await saveButton(page).click();
  await expect(page.getByText('“Heard of once” was created.')).toBeVisible();
  expect(await countFilms(page, 'Heard of once')).toBe(1);
});

test('two tabs with the same draft make one film', async ({
  editorPage: page,
  context,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 409/);
  await openFilmForm(page);
  await title(page).fill('One film of two tabs');
  await expectKept(page, { title: 'One film of two tabs' });
  const twin = await context.newPage();
  await twin.goto(page.url());
  await expect(title(twin)).toHaveValue('One film of two tabs');
  await saveButton(page).click();
  await expect(page.getByText('“One film of two tabs” was created.')).toBeVisible();
  await twin.getByLabel('Year').fill('2001');
  await saveButton(twin).click();
  await expect(twin, 'what was typed since is not lost').toHaveURL(/\/edit\?draft=/);
  await expect(twin.getByLabel('Year')).toHaveValue('2001');
  await saveChanges(twin).click();
  await expect(twin.getByText('“One film of two tabs” was saved.')).toBeVisible();
  expect(await countFilms(page, 'One film of two tabs')).toBe(1);
});

test('a window that is turned to again has what was written elsewhere meanwhile', async ({
  editorPage: page,
  browser,
}) => {
  await openFilmForm(page);
  await title(page).fill('Begun here');
  await expectKept(page, { title: 'Begun here' });
  const device = await otherDevice(browser);
  await device.goto(page.url());
  await expect(title(device)).toHaveValue('Begun here');
  await device.getByLabel('Year').fill('1977');
  await synopsis(device).fill('Written there.');
  await expectKept(device, { year: 1977 });
  await device.context().close();

  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect(page.getByLabel('Year')).toHaveValue('1977');
  await expect(synopsis(page)).toHaveText('Written there.');
  await title(page).fill('Gone on with here');
  await expectKept(page, { title: 'Gone on with here', year: 1977 });
  await saveButton(page).click();
  await expect(page.getByText('“Gone on with here” was created.')).toBeVisible();
});

test('two people who change one film see both versions, and choose field by field', async ({
  editorPage: page,
  browser,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 409/);
  await openNewFilm(page, 'Shared film');
  const other = await otherDevice(browser);
  await other.goto(page.url());
  await expect(title(other)).toBeEnabled();
  await title(other).fill('Their title');
  await other.getByLabel('Year').fill('1984');
  await saveChanges(other).click();
  await expect(other.getByText('“Their title” was saved.')).toBeVisible();
  await other.context().close();

  await title(page).fill('My title');
  await synopsis(page).fill('My words.');
  await saveChanges(page).click();
  const dialog = page.getByRole('dialog', { name: 'Someone else changed this meanwhile' });
  await expect(dialog.getByText('Their title')).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(dialog.getByRole('button', { name: 'Close' })).toBeInViewport({ ratio: 1 });
  const group = (label: string) => dialog.getByRole('radiogroup', { name: label });
  await expect(group('Title').getByLabel('My version')).toBeChecked();
  await expect(group('Year').getByLabel('Their version')).toBeChecked();
  await dialog.getByRole('button', { name: 'Save this choice' }).click();
  await expect(page.getByText('“My title” was saved.')).toBeVisible();
  await page.reload();
  await expect(title(page)).toHaveValue('My title');
  await expect(page.getByLabel('Year')).toHaveValue('1984');
  await expect(synopsis(page)).toHaveText('My words.');
});

test('changes of a film are offered again where it is edited, and can be discarded', async ({
  editorPage: page,
  context,
}) => {
  await openNewFilm(page, 'Edited in part');
  const address = page.url();
  await title(page).fill('Edited in full');
  await expectKept(page, { title: 'Edited in full' });
  await page.close({ runBeforeUnload: false });

  const next = await context.newPage();
  await next.goto(address);
  await expect(title(next)).toHaveValue('Edited in part');
  await continueDraft(next, 'Edited in full');
  await expect(title(next)).toHaveValue('Edited in full');
  await next.getByRole('button', { name: 'Discard draft' }).click();
  await next.getByRole('alertdialog').getByRole('button', { name: 'Discard draft' }).click();
  await expect(title(next)).toHaveValue('Edited in part');
  await next.reload();
  await expect(title(next)).toBeEnabled();
  await expect(next.getByRole('button', { name: 'Continue' })).toHaveCount(0);
});
