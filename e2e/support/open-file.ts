// Looking at one file of the library.
import { expect, type Locator, type Page } from 'playwright/test';

/** Opens a file of the library page. The page that has just come does not listen yet: pressed until it does. */
export async function openFile(page: Page, name: string): Promise<Locator> {
  const details = page.getByRole('dialog', { name });
  await expect(async () => {
    await page.getByRole('button', { name, exact: true }).click();
    await expect(details).toBeVisible({ timeout: 2000 });
  }).toPass();
  return details;
}
