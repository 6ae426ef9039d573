// Opens the form of a new film.
import { expect, type Page } from 'playwright/test';

/** Resolves once the form listens: what is chosen, pasted or focused before would be lost. */
export async function openFilmForm(page: Page): Promise<void> {
  await page.goto('/films/new');
  await expect(page.getByLabel('Title')).toBeEnabled();
}
