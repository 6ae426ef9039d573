// The moment from which cancelling an upload throws something away.
import { expect, type Locator, type Page } from 'playwright/test';

/** Waits until the page itself shows that some of the file has arrived: the store knows earlier. */
export async function someIsSent(where: Page | Locator): Promise<void> {
  const bar = where.getByRole('progressbar').first();
  await expect(bar).toHaveAttribute('aria-valuenow', /[1-9]/);
}
