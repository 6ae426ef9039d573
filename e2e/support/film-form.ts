// The form of a new film: opening it, its parts, what became of its draft.
import { expect, type Page } from 'playwright/test';

/** Resolves once the form listens: what is chosen, pasted or focused before would be lost. */
export async function openFilmForm(page: Page): Promise<void> {
  await page.goto('/films/new');
  await expect(page.getByRole('textbox', { name: 'Title', exact: true })).toBeEnabled();
}

export const video = (page: Page) => page.getByRole('group', { name: 'Video' });
export const poster = (page: Page) => page.getByRole('group', { name: 'Poster' });
export const saveButton = (page: Page) => page.getByRole('button', { name: 'Create film' });
export const leaveDialog = (page: Page) =>
  page.getByRole('alertdialog', { name: 'Leave without saving?' });

/** Resolves once everything that was typed is on the server. */
export async function expectKept(page: Page, fields: Record<string, unknown>): Promise<void> {
  await expect
    .poll(async () => {
      const draftId = new URL(page.url()).searchParams.get('draft');
      const answer = await page.request.get(`/api/drafts/${draftId}`);
      return answer.ok() ? (await answer.json()).fields : null;
    })
    .toMatchObject(fields);
  await expect(page.getByText(/^Draft saved/)).toBeVisible();
}

/** Goes on with the draft that has this title. */
export async function continueDraft(page: Page, title: string): Promise<void> {
  const offer = page
    .getByText(`“${title}”`)
    .locator('xpath=ancestor::*[.//button[normalize-space()="Continue"]][1]');
  await offer.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText(/^You are going on with your draft/)).toBeVisible();
}

/** How many drafts of new films the person has. */
export async function countDrafts(page: Page): Promise<number> {
  const answer = await page.request.get('/api/drafts?noun=film');
  return (await answer.json()).count;
}
