// Keys for what has been picked up: it listens a moment after it said so.
import { expect, type Locator, type Page } from 'playwright/test';

/** Presses a key, again if nothing comes of it, until the sentence is there. */
export async function pressUntilSaid(page: Page, key: string, sentence: Locator): Promise<void> {
  await expect(async () => {
    await page.keyboard.press(key);
    await expect(sentence).toBeAttached({ timeout: 2000 });
  }).toPass();
}
